package dev.featurestore.rondb.cluster;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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
    /** Lists only what the user may read; known to the server without asking the data nodes. */
    private static final String ANY_TABLE = "SELECT table_schema, table_name FROM information_schema.tables"
            + " WHERE engine = 'ndbcluster' AND table_schema NOT IN ('mysql', 'ndbinfo') LIMIT 1";

    private static final String CLUSTER_GONE = "the server does not reach its data nodes";

    /** A statement that reads one row from the data nodes; null until there is a table that the user may read. */
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

    private void readRow(Statement statement) throws SQLException {
        if (read == null) {
            read = anyTable(statement);
        }
        if (read == null) {
            return;
        }
        try (ResultSet rows = statement.executeQuery(read)) {
            rows.next();
        } catch (SQLException failure) {
            read = null; // the table may be gone
            if (FailureTable.kindOf(failure) != FailureKind.STATEMENT) {
                throw failure;
            }
        }
    }

    private static @Nullable String anyTable(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(ANY_TABLE)) {
            return row.next()
                    ? "SELECT 1 FROM " + quoted(row.getString(1)) + "." + quoted(row.getString(2)) + " LIMIT 1"
                    : null;
        }
    }

    private static String quoted(String identifier) {
        return "`" + identifier.replace("`", "``") + "`";
    }
}
