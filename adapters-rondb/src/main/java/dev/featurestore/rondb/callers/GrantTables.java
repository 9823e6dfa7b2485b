package dev.featurestore.rondb.callers;

import static java.util.stream.Collectors.groupingBy;

import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.access.Grant;
import dev.featurestore.domain.access.ProjectGrants;
import dev.featurestore.rondb.callers.ApiKeyTables.KeyRow;
import dev.featurestore.rondb.metadata.MetadataDatabase;
import dev.featurestore.rondb.metadata.MetadataShape;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * What projects give to a member: all that they own, what is shared with them, or, to a restricted member, what was
 * granted in person. Each kind is one part of one statement.
 */
final class GrantTables {
    private static final String OWNED = "SELECT s.project_id AS project, s.id AS store,"
            + " NULL AS feature_group, NULL AS feature"
            + " FROM hopsworks.feature_store s WHERE s.project_id IN (<projects>)";
    /** Until stores were shared as such, they were shared as data sets. */
    private static final String SHARED_DATA_SETS = "SELECT w.project, d.feature_store_id, NULL, NULL"
            + " FROM hopsworks.dataset_shared_with w JOIN hopsworks.dataset d ON d.id = w.dataset"
            + " WHERE w.project IN (<projects>) AND w.accepted = 1 AND d.feature_store_id IS NOT NULL";

    private static final String SHARED_STORES = "SELECT w.shared_with_project, w.feature_store, NULL, NULL"
            + " FROM hopsworks.shared_feature_store w"
            + " WHERE w.shared_with_project IN (<projects>) AND w.shared_entirely = 1";
    private static final String SHARED_GROUPS = "SELECT w.shared_with_project, g.feature_store_id, g.id, NULL"
            + " FROM hopsworks.shared_feature_group w JOIN hopsworks.feature_group g ON g.id = w.feature_group"
            + " WHERE w.shared_with_project IN (<projects>) AND w.shared_entirely = 1";
    private static final String SHARED_COLUMNS = "SELECT w.shared_with_project, g.feature_store_id, g.id, w.feature"
            + " FROM hopsworks.shared_feature w JOIN hopsworks.feature_group g ON g.id = w.feature_group"
            + " WHERE w.shared_with_project IN (<projects>)";

    private static final String GRANTED = " FROM hopsworks.restricted_feature_group_access a"
            + " JOIN hopsworks.feature_group g ON g.id = a.feature_group"
            + " JOIN hopsworks.feature_store s ON s.id = g.feature_store_id";
    private static final String GRANTED_HERE =
            " WHERE a.granted_to_user = :user AND s.project_id IN (<restricted>) AND a.can_access_entirely = ";
    private static final String GRANTED_GROUPS = "SELECT s.project_id, s.id, g.id, NULL" + GRANTED + GRANTED_HERE + "1";
    private static final String GRANTED_COLUMNS = "SELECT s.project_id, s.id, g.id, f.feature" + GRANTED
            + " JOIN hopsworks.restricted_feature_access f ON f.restricted_feature_group_access = a.id"
            + " AND f.granted_to_user = a.granted_to_user" + GRANTED_HERE + "0";

    /** Stands in a list that would be empty: no project has it. */
    private static final Set<Integer> NO_PROJECT = Set.of(-1);

    private final MetadataDatabase database;

    GrantTables(MetadataDatabase database) {
        this.database = database;
    }

    /** What each of the key owner's projects gives, in one statement; none, if there are no projects. */
    List<ProjectGrants> of(KeyRow key) {
        if (key.projects().isEmpty() && key.restricted().isEmpty()) {
            return List.of();
        }
        String sql = statement(database.shape());
        return database
                .read(ErrorCode.STORE_READ_FAILED, "Reading the rights of the API key", handle -> {
                    Query query = handle.createQuery(sql).bindList("projects", list(key.projects()));
                    if (sql.contains(":user")) {
                        query.bind("user", key.user()).bindList("restricted", list(key.restricted()));
                    }
                    return query.map((row, context) -> Row.from(row)).list();
                })
                .stream()
                .collect(groupingBy(Row::project))
                .values()
                .stream()
                .map(ofProject -> ProjectGrants.of(grants(ofProject)))
                .toList();
    }

    private static List<Integer> list(Collection<Integer> projects) {
        return List.copyOf(projects.isEmpty() ? NO_PROJECT : projects);
    }

    private static String statement(MetadataShape shape) {
        List<String> parts = new ArrayList<>();
        parts.add(OWNED);
        if (shape.hasTable("shared_feature_store")) {
            parts.add(SHARED_STORES);
        } else if (shape.hasTable("dataset_shared_with") && shape.hasColumn("dataset", "feature_store_id")) {
            parts.add(SHARED_DATA_SETS);
        }
        if (shape.hasTable("shared_feature_group")) {
            parts.add(SHARED_GROUPS);
        }
        if (shape.hasTable("shared_feature")) {
            parts.add(SHARED_COLUMNS);
        }
        if (shape.hasTable("restricted_feature_group_access")) {
            parts.add(GRANTED_GROUPS);
            if (shape.hasTable("restricted_feature_access")) {
                parts.add(GRANTED_COLUMNS);
            }
        }
        return String.join(" UNION ALL ", parts);
    }

    private static List<Grant> grants(List<Row> rows) {
        return rows.stream().map(Row::grant).toList();
    }

    /** Without a group: the whole store. Without a feature: the whole group. */
    private record Row(
            int project,
            int store,
            @Nullable Integer group,
            @Nullable String feature) {
        static Row from(ResultSet row) throws SQLException {
            return new Row(row.getInt(1), row.getInt(2), row.getObject(3, Integer.class), row.getString(4));
        }

        Grant grant() {
            if (group == null) {
                return new Grant.WholeStore(store);
            }
            return feature == null
                    ? new Grant.WholeGroup(store, group)
                    : new Grant.Columns(store, group, Set.of(feature));
        }
    }
}
