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

    private BenchmarkData() {}

    /** Makes everything anew, and fills these groups. */
    static void load(Engine engine, List<Group> groups) throws SQLException {
        HopsworksLoader.load(engine, Generation.V5, World.parse(world()));
        try (Connection connection = engine.connect();
                Statement statement = connection.createStatement()) {
            embeddings(connection);
            for (Group group : groups) {
                statement.execute("INSERT INTO " + group.table() + " SELECT " + values(group) + " FROM bench.seq_1_to_"
                        + group.rows() + " JOIN bench.embeddings ON embeddings.id = "
                        + (group.equals(Group.EMBEDDING) ? "seq % " + DISTINCT_EMBEDDINGS : "0"));
                statement.execute("ANALYZE TABLE " + group.table());
            }
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

    private static String values(Group group) {
        List<Column> columns = group.columns();
        return IntStream.range(0, columns.size())
                .mapToObj(i -> value(columns.get(i), i))
                .collect(Collectors.joining(", "));
    }

    /** What the column holds, as an expression of {@code seq}, the number of the row. */
    private static String value(Column column, int index) {
        if (column.name().equals("id")) {
            return "seq";
        }
        if (column.name().equals("region")) {
            return "CONCAT('region-', seq % 7)";
        }
        return switch (column.kind()) {
            case BIGINT, INT -> "seq * 7919 % 100000";
            case FLOAT, DOUBLE -> "RAND(" + (index + 1) + ")";
            case TEXT -> "LEFT(CONCAT(MD5(seq + " + index + "), MD5(seq)), 8 + (seq * 5 + " + index * 7 + ") % 33)";
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
