package dev.featurestore.rondb;

import dev.featurestore.rondb.testing.Engine;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Counts the prepared queries that a server runs, as long as nobody else uses it. */
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
        try (Connection connection = engine.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW GLOBAL STATUS LIKE 'Com_stmt_execute'")) {
            row.next();
            return row.getLong(2);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
