package dev.featurestore.rondb.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** H2 in memory in MySQL mode: one H2 database whose schemas stand for MySQL's databases. */
public final class H2Engine implements Engine {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String url;
    private final boolean shared;

    private H2Engine(boolean shared) {
        this.shared = shared;
        this.url = "jdbc:h2:mem:rondb" + COUNT.incrementAndGet()
                + ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE;DB_CLOSE_DELAY=-1;TIME ZONE=UTC"
                + ";LOCK_TIMEOUT=20000"; // a busy machine holds locks for long
    }

    private static final class Shared {
        private static final H2Engine ENGINE = new H2Engine(true);

        private Shared() {}
    }

    /** The one that the tests of this JVM share. Closing it does nothing. */
    public static H2Engine shared() {
        return Shared.ENGINE;
    }

    /** An empty one of one's own; lives until it is closed. */
    public static H2Engine start() {
        return new H2Engine(false);
    }

    @Override
    public String name() {
        return "H2";
    }

    @Override
    public String jdbcUrl() {
        return url;
    }

    @Override
    public String user() {
        return "sa";
    }

    @Override
    public String password() {
        return "";
    }

    @Override
    public List<HostPort> servers() {
        return List.of();
    }

    @Override
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url, user(), password());
    }

    @Override
    public void createDatabase(Connection connection, String name) throws SQLException {
        dropDatabase(connection, name);
        MySql.execute(connection, "CREATE SCHEMA " + Sql.quote(name));
    }

    @Override
    public void dropDatabase(Connection connection, String name) throws SQLException {
        MySql.execute(connection, "DROP SCHEMA IF EXISTS " + Sql.quote(name) + " CASCADE");
    }

    /**
     * H2 has no character sets, no unsigned types, no years and no bits: unsigned types become the next wider one,
     * bits become bytes.
     */
    @Override
    public String columnType(String mysqlType) {
        String type = mysqlType
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\s+(character set|charset|collate)\\s+\\S+", "")
                .strip();
        if (type.endsWith(" unsigned")) {
            return unsigned(type.substring(0, type.length() - " unsigned".length()));
        }
        if (type.startsWith("bit")) {
            return "varbinary(8)";
        }
        return type.equals("year") ? "smallint" : type;
    }

    private static String unsigned(String type) {
        return switch (type) {
            case "tinyint" -> "smallint";
            case "smallint", "mediumint" -> "int";
            case "int" -> "bigint";
            case "bigint" -> "decimal(20,0)";
            default -> type;
        };
    }

    @Override
    public void close() {
        if (shared) {
            return;
        }
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SHUTDOWN");
        } catch (SQLException e) {
            throw new IllegalStateException("H2 does not stop", e);
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
