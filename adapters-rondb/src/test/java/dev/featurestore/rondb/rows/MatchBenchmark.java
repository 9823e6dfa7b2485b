package dev.featurestore.rondb.rows;

import dev.featurestore.application.port.Deadline;
import dev.featurestore.domain.vector.EntryKeys;
import dev.featurestore.domain.vector.EntryRows;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.rondb.cluster.Cluster;
import dev.featurestore.rondb.cluster.ClusterSettings;
import dev.featurestore.rondb.cluster.ClusterSettings.Server;
import dev.featurestore.rondb.cluster.Secret;
import dev.featurestore.rondb.coalescing.CoalescingSettings;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.h2.tools.SimpleResultSet;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The rows of a batch matched to its keys: all that the store does but the driver's work, the pool included. Each row
 * is a key and 20 doubles, and they come in another order than they were asked for.
 */
@State(Scope.Thread)
public class MatchBenchmark {
    private static final int BATCH = 100;
    private static final int DOUBLES = 20;

    private final FeatureView view = view();
    private final CannedRows rows = new CannedRows();
    private final List<List<EntryKeys>> batches = new ArrayList<>();
    private CannedDriver driver;
    private Cluster cluster;
    private RonDbOnlineStore store;
    private int turn;

    @Setup
    public void prepare() throws SQLException {
        Random random = new Random(4711);
        List<Long> ids = new ArrayList<>(
                random.longs().map(Math::abs).distinct().limit(BATCH).boxed().toList());
        ids.forEach(rows::addRowOf);
        for (int i = 0; i < 16; i++) {
            Collections.shuffle(ids, random);
            batches.add(ids.stream()
                    .map(id -> Tables.entry(Tables.key(view, 0, id)))
                    .toList());
        }
        driver = new CannedDriver(rows);
        DriverManager.registerDriver(driver);
        ClusterSettings settings = ClusterSettings.of(
                        "canned", List.of(new Server("localhost", 0)), "nobody", Secret.of("nothing"))
                .withPoolSize(1);
        cluster = Cluster.over(settings, List.of(CannedDriver.URL));
        store = new RonDbOnlineStore(cluster, JoinShape.AUTO, CoalescingSettings.DEFAULT);

        requireRowsOf(ids);
        requireAllCells(ids);
    }

    @TearDown
    public void close() throws SQLException {
        cluster.close();
        DriverManager.deregisterDriver(driver);
    }

    /** 100 keys of one feature group. */
    @Benchmark
    public List<EntryRows> hundredKeys() {
        turn = (turn + 1) % batches.size();
        return store.read(view, batches.get(turn), Deadline.NONE).join();
    }

    /** Only what the result set costs that stands in for the driver's: to be taken off. A sum over all its cells. */
    @Benchmark
    public long resultSetAlone() throws SQLException {
        long sum = 0;
        try (ResultSet result = rows) {
            while (result.next()) {
                sum += result.getLong(1);
                for (int i = 0; i < DOUBLES; i++) {
                    sum += Double.doubleToRawLongBits(result.getDouble(i + 2));
                }
            }
        }
        return sum;
    }

    /** The last batch prepared is in the order of {@code ids}. */
    private void requireRowsOf(List<Long> ids) {
        turn = batches.size() - 2;
        List<EntryRows> read = hundredKeys();
        for (int i = 0; i < BATCH; i++) {
            String row = read.get(i).byLookup().get(0).toString();
            if (!row.contains("=" + CannedRows.first(ids.get(i)) + "]")) {
                throw new IllegalStateException("not the row of " + ids.get(i) + ": " + row);
            }
        }
    }

    /** Every cell is read, and a result set that has been read stands at its beginning again. */
    private void requireAllCells(List<Long> ids) throws SQLException {
        long sum = 0;
        for (long id : ids) {
            sum += id;
            for (int i = 0; i < DOUBLES; i++) {
                sum += Double.doubleToRawLongBits(CannedRows.first(id) + i);
            }
        }
        long first = resultSetAlone();
        long again = resultSetAlone();
        if (first != sum || again != sum) {
            throw new IllegalStateException("not all cells");
        }
    }

    private static FeatureView view() {
        List<String> columns = new ArrayList<>(List.of("id", "bigint"));
        for (int i = 0; i < DOUBLES; i++) {
            columns.addAll(List.of("f" + (10 + i), "double"));
        }
        return Tables.view(Tables.group(1, "doubles", List.of("id"), columns.toArray(String[]::new)), "double");
    }

    /** Rows that can be read again and again. */
    private static final class CannedRows extends SimpleResultSet {
        CannedRows() {
            setAutoClose(false);
            addColumn("id", Types.BIGINT, 19, 0);
            for (int i = 0; i < DOUBLES; i++) {
                addColumn("f" + i, Types.DOUBLE, 17, 0);
            }
        }

        static double first(long id) {
            return id / 3.0;
        }

        void addRowOf(long id) {
            Object[] row = new Object[1 + DOUBLES];
            row[0] = id;
            for (int i = 0; i < DOUBLES; i++) {
                row[i + 1] = first(id) + i;
            }
            addRow(row);
        }

        @Override
        public void close() {
            try {
                beforeFirst();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
