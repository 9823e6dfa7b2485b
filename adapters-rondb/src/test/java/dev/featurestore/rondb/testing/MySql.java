package dev.featurestore.rondb.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** What all servers that speak MySQL's protocol have in common. */
final class MySql {
    private MySql() {}

    static Connection connect(Engine engine) throws SQLException {
        return connect(engine.jdbcUrl(), engine.user(), engine.password());
    }

    static Connection connect(String url, String user, String password) throws SQLException {
        DriverManager.setLoginTimeout(0); // pools set theirs for the whole JVM
        Connection connection = DriverManager.getConnection(url, user, password);
        execute(connection, "SET time_zone = '+00:00'");
        return connection;
    }

    static void createDatabase(Connection connection, String name) throws SQLException {
        execute(connection, "CREATE DATABASE " + Sql.quote(name) + " DEFAULT CHARACTER SET utf8mb4");
    }

    static void dropDatabase(Connection connection, String name) throws SQLException {
        execute(connection, "DROP DATABASE IF EXISTS " + Sql.quote(name));
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
