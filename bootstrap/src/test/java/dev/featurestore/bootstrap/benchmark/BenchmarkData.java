package dev.featurestore.bootstrap.benchmark;

import dev.featurestore.rondb.testing.Engine;
import dev.featurestore.rondb.testing.Generation;
import dev.featurestore.rondb.testing.HopsworksLoader;
import dev.featurestore.rondb.testing.World;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Puts the benchmark's groups, views, keys and rows into a database. The database makes the rows itself, all but a few
 * hundred embeddings, which it repeats; they are the same at each run.
 */
final class BenchmarkData {
    static final List<String> API_KEYS = IntStream.range(0, 1_000)
            .mapToObj("benchmarkKey%04d.secret"::formatted)
            .toList();
    static final String API_KEY = API_KEYS.get(0);

    private static final int DISTINCT_EMBEDDINGS = 256;
    /** Rows that one transaction writes: NDB keeps all of them in memory until it commits, and has little for that. */
    private static final int AT_ONCE = 1_000;

    private BenchmarkData() {}

    /** Makes everything anew, and fills these groups. */
    static void load(Engine engine, List<Group> groups) throws SQLException {
        HopsworksLoader.load(engine, Generation.V5, World.parse(world()));
        try (Connection connection = engine.connect()) {
            digits(connection);
            embeddings(connection);
            for (Group group : groups) {
                fill(connection, group);
            }
        }
    }

    private static void fill(Connection connection, Group group) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (int first = 1; first <= group.rows(); first += AT_ONCE) {
                statement.execute(rows(group, first));
            }
            statement.execute("ANALYZE TABLE " + group.table());
        }
    }

    private static String rows(Group group, int first) {
        return "INSERT INTO " + group.table() + " SELECT " + values(group, first) + " FROM (SELECT " + first
                + " + a.d + 10 * b.d + 100 * c.d seq FROM bench.digits a, bench.digits b, bench.digits c) numbers"
                + " JOIN bench.embeddings ON embeddings.id = "
                + (group.equals(Group.EMBEDDING) ? "seq % " + DISTINCT_EMBEDDINGS : "0") + " WHERE seq <= "
                + group.rows();
    }

    private static void digits(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE bench.digits (d INT PRIMARY KEY)");
            statement.execute("INSERT INTO bench.digits VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)");
        }
    }

    private static void embeddings(Connection connection) throws SQLException {
        Random random = new Random(1);
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE bench.embeddings (id INT PRIMARY KEY, embedding VARBINARY(5000))");
        }
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO bench.embeddings VALUES (?, ?)")) {
            for (int id = 0; id < DISTINCT_EMBEDDINGS; id++) {
                insert.setInt(1, id);
                insert.setBytes(2, Embedding.random(random));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static String values(Group group, int first) {
        List<Column> columns = group.columns();
        return IntStream.range(0, columns.size())
                .mapToObj(i -> value(columns.get(i), i, first))
                .collect(Collectors.joining(", "));
    }

    /** What the column holds, as an expression of {@code seq}, the number of the row. */
    private static String value(Column column, int index, int first) {
        if (column.name().equals("id")) {
            return "seq";
        }
        if (column.name().equals("region")) {
            return "CONCAT('region-', seq % 7)";
        }
        return switch (column.kind()) {
            case BIGINT, INT -> "seq * 7919 % 100000";
            case FLOAT, DOUBLE -> "RAND(" + (first + index) + ")";
            case TEXT -> "LEFT(SHA2(seq * 100 + " + index + ", 256), 8 + (seq * 5 + " + index * 7 + ") % 33)";
            case EMBEDDING -> "embeddings.embedding";
        };
    }

    private static String world() {
        String keys = API_KEYS.stream()
                .map(key -> "{\"name\":\"" + key.substring(0, 16) + "\",\"key\":\"" + key + "\"}")
                .collect(Collectors.joining(","));
        String groups = Group.all().stream().map(Group::json).collect(Collectors.joining(","));
        String views = View.all().stream().map(View::json).collect(Collectors.joining(","));
        return "{\"users\":[{\"email\":\"b@example.com\",\"apiKeys\":[" + keys + "]}],"
                + "\"projects\":[{\"name\":\"bench\",\"members\":{\"b@example.com\":\"Data owner\"}}],"
                + "\"featureStores\":[{\"name\":\"bench\",\"project\":\"bench\",\"featureGroups\":[" + groups + "],"
                + "\"featureViews\":[" + views + "]}]}";
    }
}
