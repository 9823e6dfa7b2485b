package dev.featurestore.rondb.rows;

import dev.featurestore.domain.vector.EntryKeys;
import dev.featurestore.domain.vector.EntryRows;
import dev.featurestore.domain.vector.Row;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.rondb.cluster.Cluster;
import dev.featurestore.rondb.testing.Engine;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/** An empty database {@code rows_test} on an engine, and an online store over it. */
final class RowsDatabase implements AutoCloseable {
    private final Engine engine;
    private final Connection admin;
    private final Cluster cluster;
    private final ViewReaders readers;
    private final RonDbOnlineStore store;

    RowsDatabase(Engine engine, JoinShape shape) throws SQLException {
        this.engine = engine;
        this.admin = engine.connect();
        engine.createDatabase(admin, Tables.STORE.name());
        this.cluster = TestClusters.over(engine);
        this.readers = new ViewReaders(shape);
        this.store = new RonDbOnlineStore(cluster, readers);
    }

    void execute(String... statements) throws SQLException {
        try (Statement statement = admin.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    void prepare(FeatureView view) {
        readers.prepare(view, Map.of());
    }

    RonDbOnlineStore store() {
        return store;
    }

    /** The rows of each entry. */
    List<List<Row>> read(FeatureView view, List<EntryKeys> entries) {
        return store.read(view, entries).stream().map(EntryRows::byLookup).toList();
    }

    Cluster cluster() {
        return cluster;
    }

    /** A counter of the server's. */
    long status(String variable) throws SQLException {
        try (Statement statement = admin.createStatement();
                ResultSet row = statement.executeQuery("SHOW GLOBAL STATUS LIKE '" + variable + "'")) {
            row.next();
            return row.getLong(2);
        }
    }

    @Override
    public void close() throws SQLException {
        cluster.close();
        engine.dropDatabase(admin, Tables.STORE.name());
        admin.close();
    }
}
