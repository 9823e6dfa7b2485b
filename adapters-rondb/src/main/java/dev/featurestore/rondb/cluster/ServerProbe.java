package dev.featurestore.rondb.cluster;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a MySQL server reaches its data nodes, with SELECT rights only: one that has lost them, or that
 * found no free slot at the management server when it started, still answers. A server that is not of NDB is well as
 * soon as it answers. Used by one thread at a time.
 */
final class ServerProbe {
    /** As the server's part of the cluster sees it; a server without NDB knows no such variable. */
    private static final String READY_NODES = "SHOW STATUS LIKE 'Ndb_number_of_ready_data_nodes'";
    /** One may be locked, or broken, while all others can be read. */
    private static final int MAX_TABLES = 3;
    /** Lists only what the user may read; known to the server without asking the data nodes. */
    private static final String SOME_TABLES = "SELECT table_schema, table_name FROM information_schema.tables"
            + " WHERE engine = 'ndbcluster' AND table_schema NOT IN ('mysql', 'ndbinfo') LIMIT " + MAX_TABLES;
    /** What waits for a lock is ended by the server, while there is time for another table. */
    private static final String READ = "SELECT /*+ MAX_EXECUTION_TIME(150) */ 1 FROM ";

    private static final String CLUSTER_GONE = "the server does not reach its data nodes";

    /** The statement that read a row from the data nodes the last time; null if there was none. */
    private @Nullable String read;

    /**
     * Asks.
     *
     * @param connection on which statements end in time
     * @throws SQLException if the server does not answer, or does not reach its data nodes
     */
    void ask(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            Optional<Integer> nodes = readyNodes(statement);
            if (nodes.isEmpty()) {
                return;
            }
            if (nodes.get() == 0) {
                throw new SQLException(CLUSTER_GONE + ": none is ready", "HY000", FailureTable.NO_STORAGE_ENGINE);
            }
            readRow(statement);
        }
    }

    private static Optional<Integer> readyNodes(Statement statement) throws SQLException {
        if (!speaksMySql(statement.getConnection())) {
            return Optional.empty();
        }
        try (ResultSet row = statement.executeQuery(READY_NODES)) {
            return row.next() ? Optional.of(row.getInt(2)) : Optional.empty();
        }
    }

    /** Tests run on other databases too. */
    private static boolean speaksMySql(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT);
        return product.contains("mysql") || product.contains("mariadb");
    }

    /** From the table of the last time, or else from another. */
    private void readRow(Statement statement) throws SQLException {
        @Nullable String last = read;
        @Nullable SQLException failure = last == null ? null : failure(statement, last);
        if (last != null && failure == null) {
            return;
        }
        read = null;
        for (String other : someReads(statement)) {
            if (!other.equals(last)) {
                failure = failure(statement, other);
                if (failure == null) {
                    read = other;
                    return;
                }
            }
        }
        if (failure != null && FailureTable.kindOf(failure) != FailureKind.STATEMENT) {
            throw failure;
        }
    }

    /**
     * What came of a read: null if it succeeded.
     *
     * @throws SQLException if it failed for what is the same with all tables
     */
    private static @Nullable SQLException failure(Statement statement, String read) throws SQLException {
        try (ResultSet rows = statement.executeQuery(read)) {
            rows.next();
            return null;
        } catch (SQLException failure) {
            if (isOfTheTable(failure)) {
                return failure;
            }
            throw failure;
        }
    }

    private static boolean isOfTheTable(SQLException failure) {
        return switch (FailureTable.kindOf(failure)) {
            case TEMPORARY, STATEMENT, VALUE, STORE -> true;
            case TIMED_OUT -> failure.getErrorCode() != 0; // told by the server, over a connection that is well
            case BUSY, UNREACHABLE, LOST, CLUSTER_GONE -> false;
        };
    }

    private static List<String> someReads(Statement statement) throws SQLException {
        List<String> reads = new ArrayList<>();
        try (ResultSet row = statement.executeQuery(SOME_TABLES)) {
            while (row.next()) {
                reads.add(READ + quoted(row.getString(1)) + "." + quoted(row.getString(2)) + " LIMIT 1");
            }
        }
        return reads;
    }

    private static String quoted(String identifier) {
        return "`" + identifier.replace("`", "``") + "`";
    }
}
