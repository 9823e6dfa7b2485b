package dev.featurestore.rondb.rows;

import dev.featurestore.application.port.Completed;
import dev.featurestore.application.port.Deadline;
import dev.featurestore.domain.vector.EntryKeys;
import dev.featurestore.domain.vector.EntryRows;
import dev.featurestore.domain.vector.Row;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.rondb.Statements;
import dev.featurestore.rondb.cluster.Cluster;
import dev.featurestore.rondb.coalescing.CoalescingSettings;
import dev.featurestore.rondb.testing.Engine;
import dev.featurestore.rondb.testing.HostPort;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** An empty database {@code rows_test} on an engine, and an online store over it. */
final class RowsDatabase implements AutoCloseable {
    private final Engine engine;
    private final Connection admin;
    private final Cluster cluster;
    private final RonDbOnlineStore store;

    RowsDatabase(Engine engine, JoinShape shape) throws SQLException {
        this.engine = engine;
        this.admin = engine.connect();
        engine.createDatabase(admin, Tables.STORE.name());
        this.cluster = TestClusters.over(engine);
        this.store = new RonDbOnlineStore(cluster, shape, CoalescingSettings.DEFAULT);
    }

    void execute(String... statements) throws SQLException {
        try (Statement statement = admin.createStatement()) {
            statement.setEscapeProcessing(false);
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Executes a statement on each of the engine's servers. */
    void executeOnAll(String sql) throws SQLException {
        for (HostPort server : engine.servers()) {
            try (Connection connection = engine.connect(server);
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }

    /**
     * Locks a table on each of the engine's servers, as none minds the locks of another; closing it unlocks the table.
     */
    Lock lock(String table) throws SQLException {
        List<Connection> holders = new ArrayList<>();
        Lock lock = () -> {
            for (Connection holder : holders) {
                holder.close();
            }
        };
        for (HostPort server : engine.servers()) {
            Connection holder = engine.connect(server);
            holders.add(holder);
            try (Statement statement = holder.createStatement()) {
                statement.execute("lock tables " + table + " write");
            }
        }
        return lock;
    }

    /** A lock that is held until it is closed. */
    @FunctionalInterface
    interface Lock extends AutoCloseable {
        @Override
        void close() throws SQLException;
    }

    RonDbOnlineStore store() {
        return store;
    }

    /** The rows of each entry. */
    List<List<Row>> read(FeatureView view, List<EntryKeys> entries) {
        return Completed.get(store.read(view, entries, Deadline.NONE)).stream()
                .map(EntryRows::byLookup)
                .toList();
    }

    Cluster cluster() {
        return cluster;
    }

    /** A table with a column {@code seq} that counts from 1 up to a number below 10,000. */
    static String numbers(int last) {
        String digits = "(select 0 d union all select 1 union all select 2 union all select 3 union all select 4"
                + " union all select 5 union all select 6 union all select 7 union all select 8 union all select 9)";
        return "(select 1 + a.d + 10 * b.d + 100 * c.d + 1000 * e.d seq from " + digits + " a, " + digits + " b, "
                + digits + " c, " + digits + " e) numbers where seq <= " + last;
    }

    /** A counter of all the engine's servers, added up. */
    long status(String variable) throws SQLException {
        return Statements.count(engine, variable);
    }

    @Override
    public void close() throws SQLException {
        store.close();
        cluster.close();
        engine.dropDatabase(admin, Tables.STORE.name());
        admin.close();
    }
}
