package dev.featurestore.rondb.metadata;

import dev.featurestore.domain.ErrorCode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Feature groups, and the Avro schemas of their complex features. */
final class GroupTables {
    private static final String GROUPS = "SELECT g.id, g.name, g.version,"
            + " s.id AS store_id, s.name AS store_name, s.project_id, <spine> AS spine"
            + " FROM hopsworks.feature_group g JOIN hopsworks.feature_store s ON s.id = g.feature_store_id<onDemand>"
            + " WHERE g.id IN (<groups>)";
    private static final String ON_DEMAND =
            " LEFT JOIN hopsworks.on_demand_feature_group d ON d.id = g.on_demand_feature_group_id";
    private static final String SCHEMAS = "SELECT s.subject, s.project_id, a.`schema`"
            + " FROM hopsworks.subjects s JOIN hopsworks.schemas a ON a.id = s.schema_id"
            + " WHERE s.subject IN (<subjects>) AND s.project_id IN (<projects>) AND s.version ="
            + " (SELECT MAX(n.version) FROM hopsworks.subjects n"
            + " WHERE n.subject = s.subject AND n.project_id = s.project_id)";

    private final MetadataDatabase database;

    GroupTables(MetadataDatabase database) {
        this.database = database;
    }

    /** A row of {@code feature_group}, with the store that owns it. */
    record GroupRow(int id, String name, int version, StoreRow store, boolean spine) {
        String table() {
            return name + "_" + version;
        }
    }

    /** The groups by id, in one statement; those that are not there are left out. */
    Map<Integer, GroupRow> groups(Collection<Integer> ids, String what) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        boolean spines = database.shape().hasColumn("on_demand_feature_group", "spine");
        return database
                .read(
                        ErrorCode.FEATURE_GROUP_UNREADABLE,
                        what,
                        handle -> handle.createQuery(GROUPS)
                                .define("spine", spines ? "d.spine" : "0")
                                .define("onDemand", spines ? ON_DEMAND : "")
                                .bindList("groups", List.copyOf(ids))
                                .map((row, context) -> new GroupRow(
                                        row.getInt("id"),
                                        row.getString("name"),
                                        row.getInt("version"),
                                        StoreRow.from(row),
                                        row.getInt("spine") != 0))
                                .list())
                .stream()
                .collect(Collectors.toMap(GroupRow::id, Function.identity()));
    }

    /**
     * The newest Avro schema of each group, as JSON text by group id, in one statement: it is registered in the project
     * that owns the group. A group without one is left out.
     */
    Map<Integer, String> schemas(List<GroupRow> groups, String what) {
        if (groups.isEmpty()) {
            return Map.of();
        }
        List<String> subjects = groups.stream().map(GroupRow::table).distinct().toList();
        List<Integer> projects = groups.stream()
                .map(group -> group.store().projectId())
                .distinct()
                .toList();
        List<SchemaRow> found = database.read(
                ErrorCode.FEATURE_GROUP_UNREADABLE,
                what,
                handle -> handle.createQuery(SCHEMAS)
                        .bindList("subjects", subjects)
                        .bindList("projects", projects)
                        .map((row, context) -> new SchemaRow(row.getString(1), row.getInt(2), row.getString(3)))
                        .list());
        return groups.stream()
                .flatMap(group -> schemaOf(group, found).stream().map(text -> Map.entry(group.id(), text)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Optional<String> schemaOf(GroupRow group, List<SchemaRow> found) {
        return found.stream()
                .filter(row -> row.subject().equals(group.table())
                        && row.project() == group.store().projectId())
                .map(SchemaRow::text)
                .findFirst();
    }

    private record SchemaRow(String subject, int project, String text) {}
}
