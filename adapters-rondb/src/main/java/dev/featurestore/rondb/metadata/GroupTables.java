package dev.featurestore.rondb.metadata;

import dev.featurestore.domain.ErrorCode;
import dev.featurestore.rondb.metadata.TableDictionary.TableName;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Feature groups, and the Avro schemas of their complex features. */
final class GroupTables {
    static final String ON_DEMAND =
            " LEFT JOIN hopsworks.on_demand_feature_group d ON d.id = g.on_demand_feature_group_id";
    private static final String NEWEST = " WHERE s.subject IN (<subjects>) AND s.project_id IN (<projects>)"
            + " AND s.version = (SELECT MAX(n.version) FROM hopsworks.subjects n"
            + " WHERE n.subject = s.subject AND n.project_id = s.project_id)";
    private static final String SUBJECT = "SELECT s.subject, s.project_id, s.version, s.schema_id";
    private static final String VERSIONS = SUBJECT + ", '' FROM hopsworks.subjects s" + NEWEST;
    private static final String SCHEMAS = SUBJECT + ", a.`schema` FROM hopsworks.subjects s"
            + " JOIN hopsworks.schemas a ON a.id = s.schema_id" + NEWEST;

    private final MetadataDatabase database;

    GroupTables(MetadataDatabase database) {
        this.database = database;
    }

    /** A row of {@code feature_group}, with the store that owns it. */
    record GroupRow(int id, String name, int version, StoreRow store, boolean spine) {
        String table() {
            return name + "_" + version;
        }

        /** Where its rows are, if it is kept online. */
        TableName onlineTable() {
            return new TableName(store.name(), table());
        }
    }

    /**
     * The newest Avro schema of a group; a version that was registered never changes.
     *
     * @param id of the schema, by which two that were registered as one version differ
     */
    record SchemaVersion(int version, int id) {}

    /** An Avro schema as JSON text. */
    record Schema(SchemaVersion version, String text) {}

    static boolean hasSpines(MetadataShape shape) {
        return shape.hasColumn("on_demand_feature_group", "spine");
    }

    /**
     * The newest Avro schema of each group by group id: it is registered in the project that owns the group. A group
     * without one is left out.
     */
    Map<Integer, Schema> schemas(Collection<GroupRow> groups, String what) {
        return schemas(groups, SCHEMAS, what);
    }

    /**
     * The version of the newest Avro schema of each group by group id, without its text. A group without one is left
     * out.
     */
    Map<Integer, SchemaVersion> schemaVersions(Collection<GroupRow> groups, String what) {
        return schemas(groups, VERSIONS, what).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, each -> each.getValue().version()));
    }

    private Map<Integer, Schema> schemas(Collection<GroupRow> groups, String sql, String what) {
        Map<Integer, Schema> schemas = new HashMap<>();
        for (List<GroupRow> piece : InLists.pieces(groups)) {
            Map<Subject, Schema> found = subjects(piece, sql, what);
            for (GroupRow group : piece) {
                @Nullable Schema schema = found.get(Subject.of(group));
                if (schema != null) {
                    schemas.put(group.id(), schema);
                }
            }
        }
        return schemas;
    }

    private Map<Subject, Schema> subjects(List<GroupRow> groups, String sql, String what) {
        List<Subject> subjects = groups.stream().map(Subject::of).toList();
        Map<Subject, Schema> schemas = new HashMap<>();
        database.read(
                        ErrorCode.FEATURE_GROUP_UNREADABLE,
                        what,
                        handle -> handle.createQuery(sql)
                                .bindList(
                                        "subjects",
                                        InLists.padded(subjects.stream()
                                                .map(Subject::name)
                                                .toList()))
                                .bindList(
                                        "projects",
                                        InLists.padded(subjects.stream()
                                                .map(Subject::project)
                                                .toList()))
                                .map((row, context) -> Map.entry(
                                        new Subject(row.getString(1), row.getInt(2)),
                                        new Schema(new SchemaVersion(row.getInt(3), row.getInt(4)), row.getString(5))))
                                .list())
                .forEach(row -> schemas.put(row.getKey(), row.getValue()));
        return schemas;
    }

    private record Subject(String name, int project) {
        static Subject of(GroupRow group) {
            return new Subject(group.table(), group.store().projectId());
        }
    }
}
