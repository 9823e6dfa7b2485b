package dev.featurestore.bootstrap.benchmark;

import dev.featurestore.rondb.testing.Generation;
import dev.featurestore.rondb.testing.HopsworksLoader;
import dev.featurestore.rondb.testing.MariaDbEngine;
import dev.featurestore.rondb.testing.World;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Three feature groups of 20 doubles with 100,000 rows each; a view on one of them, and one on all three. */
final class BenchmarkData {
    static final String API_KEY = "benchmarkKey0001.secret";
    static final int ROWS = 100_000;
    static final int DOUBLES = 20;
    static final List<String> GROUPS = List.of("a_1", "b_1", "c_1");

    private BenchmarkData() {}

    static String columns(String table) {
        return IntStream.range(0, DOUBLES).mapToObj(i -> table + ".f" + i).collect(Collectors.joining(", "));
    }

    static void load(MariaDbEngine engine) throws SQLException {
        HopsworksLoader.load(engine, Generation.V5, World.parse(world()));
        try (Connection connection = engine.connect()) {
            connection.setAutoCommit(false);
            for (String group : GROUPS) {
                fill(connection, group);
            }
        }
    }

    private static void fill(Connection connection, String group) throws SQLException {
        Random random = new Random(group.hashCode());
        String marks = "?" + ",?".repeat(DOUBLES);
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO bench." + group + " VALUES (" + marks + ")")) {
            for (int id = 1; id <= ROWS; id++) {
                insert.setInt(1, id);
                for (int i = 0; i < DOUBLES; i++) {
                    insert.setDouble(i + 2, random.nextDouble());
                }
                insert.addBatch();
                if (id % 1000 == 0) {
                    insert.executeBatch();
                }
            }
            connection.commit();
        }
    }

    private static String world() {
        String features = IntStream.range(0, DOUBLES)
                .mapToObj(i -> "{\"name\":\"f" + i + "\",\"type\":\"double\"}")
                .collect(Collectors.joining(","));
        String names =
                IntStream.range(0, DOUBLES).mapToObj(i -> "\"f" + i + "\"").collect(Collectors.joining(","));
        String groups = GROUPS.stream()
                .map(table -> table.substring(0, 1))
                .map(name -> "{\"name\":\"" + name + "\",\"version\":1,\"primaryKey\":[\"id\"],"
                        + "\"features\":[{\"name\":\"id\",\"type\":\"bigint\"}," + features + "],\"rows\":[]}")
                .collect(Collectors.joining(","));
        String left = "{\"featureGroup\":\"a\",\"version\":1,\"features\":[\"id\"," + names + "]}";
        String others = GROUPS.stream()
                .skip(1)
                .map(table -> table.substring(0, 1))
                .map(name -> ",{\"featureGroup\":\"" + name + "\",\"version\":1,\"prefix\":\"" + name
                        + "_\",\"on\":{\"id\":\"id\"},\"features\":[" + names + "]}")
                .collect(Collectors.joining());
        return "{\"users\":[{\"email\":\"b@example.com\",\"apiKeys\":[{\"name\":\"b\",\"key\":\"" + API_KEY + "\"}]}],"
                + "\"projects\":[{\"name\":\"bench\",\"members\":{\"b@example.com\":\"Data owner\"}}],"
                + "\"featureStores\":[{\"name\":\"bench\",\"project\":\"bench\",\"featureGroups\":[" + groups + "],"
                + "\"featureViews\":[{\"name\":\"one\",\"version\":1,\"joins\":[" + left + "]},"
                + "{\"name\":\"three\",\"version\":1,\"joins\":[" + left + others + "]}]}]}";
    }
}
