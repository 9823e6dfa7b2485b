package dev.featurestore.rondb;

import dev.featurestore.rondb.testing.Engine;
import dev.featurestore.rondb.testing.HostPort;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Counts the prepared queries that an engine's servers run, as long as nobody else uses them. */
public final class Statements {
    private final Engine engine;
    private final long start;

    private Statements(Engine engine) {
        this.engine = engine;
        this.start = count();
    }

    /** Starts counting. */
    public static Statements on(Engine engine) {
        return new Statements(engine);
    }

    /** How many queries have been run; what connections ask when they are made does not count. */
    public long sinceThen() {
        return count() - start;
    }

    private long count() {
        try {
            return count(engine, "Com_stmt_execute");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A counter, such as {@code Com_stmt_execute}, of all servers of an engine, added up. */
    public static long count(Engine engine, String variable) throws SQLException {
        long sum = 0;
        for (HostPort server : engine.servers()) {
            try (Connection connection = engine.connect(server);
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SHOW GLOBAL STATUS LIKE '" + variable + "'")) {
                row.next();
                sum += row.getLong(2);
            }
        }
        return sum;
    }
}
