package dev.featurestore.rondb.testing;

import dev.featurestore.domain.view.FeatureViewName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Thousands of feature views and API keys in a store {@code many}. Each view takes ten features from each of two
 * feature groups, every tenth of which has an array. Each key has an owner of its own; every tenth owner is a
 * restricted member.
 */
public final class ManyViews {
    /** The name of project, store and database. */
    public static final String STORE = "many";

    private static final int FEATURES = 10;
    private static final int AT_ONCE = 500;
    private static final String HASH_OF_AB_C = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private final int views;
    private final int groups;
    private final int keys;

    /** So many, with ids from 1. */
    public ManyViews(int views, int groups, int keys) {
        this.views = views;
        this.groups = groups;
        this.keys = keys;
    }

    /** The names of all views. */
    public List<FeatureViewName> names() {
        return IntStream.rangeClosed(1, views).mapToObj(ManyViews::name).toList();
    }

    /** The name of one view. */
    public static FeatureViewName name(int view) {
        return new FeatureViewName(STORE, "view_" + view, 1);
    }

    /** The API keys, as clients send them. */
    public List<String> keys() {
        return IntStream.rangeClosed(1, keys).mapToObj(ManyViews::key).toList();
    }

    /** One API key, as clients send it. */
    public static String key(int key) {
        return "manyKey%09d.ab".formatted(key);
    }

    /** The ids of the two groups of a view. */
    public List<Integer> groupsOf(int view) {
        return List.of(view % groups + 1, (view + 1) % groups + 1);
    }

    /** Makes all of it anew, in the generation {@link Generation#V5}. */
    public void load(Engine engine) throws SQLException {
        HopsworksSchema.create(engine, Generation.V5);
        try (Connection connection = engine.connect();
                Statement statement = connection.createStatement()) {
            engine.createDatabase(connection, STORE);
            fill(statement);
            for (int group = 1; group <= groups; group++) {
                statement.execute(table(group));
            }
        }
    }

    private void fill(Statement to) throws SQLException {
        rows(to, "project (id, projectname, username)", 1, i -> "1, 'many', 'admin'");
        rows(to, "feature_store (id, name, project_id)", 1, i -> "1, 'many', 1");
        rows(to, "users (uid, username, email)", keys, i -> "%d, 'u%d', 'u%d@many.test'".formatted(i, i, i));
        rows(
                to,
                "project_team (project_id, team_member, team_role)",
                keys,
                i -> "1, 'u%d@many.test', '%s'"
                        .formatted(i, i % 10 == 0 ? "Feature store restricted" : "Data scientist"));
        rows(
                to,
                "api_key (id, prefix, secret, salt, name, user_id)",
                keys,
                i -> "%d, '%s', '%s', 'c', 'k', %d".formatted(i, key(i).substring(0, 16), HASH_OF_AB_C, i));
        rows(
                to,
                "restricted_feature_group_access"
                        + " (feature_store, feature_group, granted_to_user, can_access_entirely)",
                keys / 10,
                i -> "1, %d, %d, 1".formatted(i % groups + 1, i * 10));
        rows(
                to,
                "feature_group (id, name, feature_store_id, version, online_enabled)",
                groups,
                i -> "%d, 'g%d', 1, 1, 1".formatted(i, i));
        rows(to, "schemas (id, `schema`, project_id)", groups, i -> "%d, 'schema %d', 1".formatted(i, i));
        rows(
                to,
                "subjects (subject, version, schema_id, project_id)",
                groups,
                i -> "'g%d_1', 1, %d, 1".formatted(i, i));
        rows(
                to,
                "feature_view (id, name, feature_store_id, version)",
                views,
                i -> "%d, 'view_%d', 1, 1".formatted(i, i));
        rows(
                to,
                "training_dataset_join (id, feature_group, idx, prefix, feature_view_id)",
                2 * views,
                i -> "%d, %d, %d, %s, %d"
                        .formatted(i, groupOfJoin(i), (i - 1) % 2, i % 2 == 1 ? "NULL" : "'r_'", (i + 1) / 2));
        rows(
                to,
                "serving_key (feature_name, join_index, feature_group_id, required, prefix, feature_view_id)",
                2 * views,
                i -> "'id', %d, %d, 1, '%s', %d"
                        .formatted((i - 1) % 2, groupOfJoin(i), i % 2 == 1 ? "" : "r_", (i + 1) / 2));
        rows(
                to,
                "training_dataset_feature (feature_group, name, type, td_join, idx, feature_view_id)",
                2 * views * FEATURES,
                i -> feature((i - 1) / FEATURES + 1, (i - 1) % FEATURES));
    }

    private int groupOfJoin(int join) {
        return groupsOf((join + 1) / 2).get((join - 1) % 2);
    }

    private String feature(int join, int index) {
        boolean array = index == 0 && hasArray(groupOfJoin(join));
        return "%d, 'feature_%d', '%s', %d, %d, %d"
                .formatted(
                        groupOfJoin(join),
                        index,
                        array ? "array<double>" : "double",
                        join,
                        (join - 1) % 2 * FEATURES + index,
                        (join + 1) / 2);
    }

    private static boolean hasArray(int group) {
        return group % 10 == 0;
    }

    private static String table(int group) {
        StringBuilder sql = new StringBuilder("CREATE TABLE many.g" + group + "_1 (id BIGINT PRIMARY KEY");
        for (int i = 0; i < FEATURES; i++) {
            sql.append(", feature_").append(i).append(i == 0 && hasArray(group) ? " VARBINARY(100)" : " DOUBLE");
        }
        return sql + ")";
    }

    private static void rows(Statement to, String table, int count, IntFunction<String> values) throws SQLException {
        List<String> rows = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            rows.add("(" + values.apply(i) + ")");
            if (rows.size() == AT_ONCE || i == count) {
                to.execute("INSERT INTO hopsworks." + table + " VALUES " + String.join(", ", rows));
                rows.clear();
            }
        }
    }
}
