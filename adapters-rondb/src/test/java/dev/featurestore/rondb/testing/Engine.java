package dev.featurestore.rondb.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** A database server for tests. Safe for use by several threads. */
public interface Engine extends AutoCloseable {

    /** For names of tests and messages. */
    String name();

    /** A JDBC URL without a database, user or password in it. */
    String jdbcUrl();

    String user();

    String password();

    /** An account that may only read, as a server under test has it; its password is {@link #password} too. */
    default String reader() {
        return user();
    }

    /** Where the server's MySQL protocol is spoken; empty if it speaks none. */
    List<HostPort> servers();

    /** Whether Connector/J can speak to it. */
    default boolean speaksMySql() {
        return !servers().isEmpty();
    }

    /**
     * A new connection to set things up with: in UTC, no current database, auto-commit. The caller closes it.
     *
     * @throws SQLException if the server cannot be reached
     */
    Connection connect() throws SQLException;

    /**
     * As {@link #connect()}, to that one of its {@link #servers}.
     *
     * @throws SQLException if the server cannot be reached
     */
    default Connection connect(HostPort server) throws SQLException {
        return MySql.connect(jdbcUrl().replaceFirst("//[^/]*/", "//" + server + "/"), user(), password());
    }

    /**
     * Makes an empty database of that name; one that an earlier test left behind goes first.
     *
     * @throws IllegalStateException if there is one that no test made
     */
    void createDatabase(Connection connection, String name) throws SQLException;

    /** Removes a database that {@link #createDatabase} made, if it is still there. */
    void dropDatabase(Connection connection, String name) throws SQLException;

    /**
     * The nearest type that this server has.
     *
     * @param mysqlType in MySQL's notation, such as {@code bigint unsigned} or {@code varchar(10) collate latin1_bin}
     */
    default String columnType(String mysqlType) {
        return mysqlType;
    }

    /**
     * The primary key of an online table.
     *
     * @param columns their quoted names, with commas between them
     */
    default String primaryKey(String columns) {
        return "PRIMARY KEY (" + columns + ")";
    }

    @Override
    void close();
}
