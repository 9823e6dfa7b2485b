package dev.featurestore.rondb.testing;

import dev.featurestore.rondb.testing.World.Column;
import dev.featurestore.rondb.testing.World.Group;
import dev.featurestore.rondb.testing.World.Store;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/** Stores, feature groups of all three kinds with their primary keys, and their Avro schemas. */
final class GroupWriter {
    private final Inserts inserts;
    private final Ids ids;
    private int written;

    GroupWriter(Inserts inserts, Ids ids) {
        this.inserts = inserts;
        this.ids = ids;
    }

    void write(World world) throws SQLException {
        for (Store store : world.featureStores()) {
            inserts.into("feature_store")
                    .with("id", ids.store(store.name()))
                    .with("name", store.name().toLowerCase(Locale.ROOT))
                    .with("project_id", ids.project(store.project()))
                    .insert();
            for (Group group : store.featureGroups()) {
                write(store, group);
            }
        }
    }

    private void write(Store store, Group group) throws SQLException {
        Inserts.Row row = inserts.into("feature_group")
                .with("id", ids.group(store.name(), group.name(), group.version()))
                .with("name", group.name())
                .with("version", group.version())
                .with("feature_store_id", ids.store(store.name()))
                .with("online_enabled", !group.spine());
        // The kinds count their ids each for itself, so that one number means another group in each of them.
        int kind = group.spine() ? 2 : written % 3;
        int idOfKind = 1 + written / 3;
        written += group.spine() ? 0 : 1;
        switch (kind) {
            case 0 -> cached(row, "cached_feature_group_id", idOfKind, group);
            case 1 -> cached(row, "stream_feature_group_id", idOfKind, group);
            default -> onDemand(row, group);
        }
        if (!group.spine()) {
            writeSchemas(store, group);
        }
    }

    private void cached(Inserts.Row row, String idColumn, int id, Group group) throws SQLException {
        row.with("feature_group_type", idColumn.startsWith("stream") ? 2 : 0)
                .with(idColumn, id)
                .insert();
        for (String column : group.primaryKey()) {
            constraint(idColumn, id, column, true);
        }
        for (Column column : group.features()) {
            if (!group.primaryKey().contains(column.name())) {
                constraint(idColumn, id, column.name(), false);
                break;
            }
        }
    }

    private void constraint(String idColumn, int id, String column, boolean primary) throws SQLException {
        inserts.into("cached_feature_extra_constraints")
                .with(idColumn, id)
                .with("name", column)
                .with("primary_column", primary)
                .with("hudi_precombine_key", !primary)
                .insert();
    }

    private void onDemand(Inserts.Row row, Group group) throws SQLException {
        int id = inserts.into("on_demand_feature_group")
                .with("spine", group.spine())
                .insertForId();
        row.with("feature_group_type", 1).with("on_demand_feature_group_id", id).insert();
        for (int i = 0; i < group.features().size(); i++) {
            Column column = group.features().get(i);
            inserts.into("on_demand_feature")
                    .with("on_demand_feature_group_id", id)
                    .with("name", column.name())
                    .with("type", column.type())
                    .with("primary_column", group.primaryKey().contains(column.name()))
                    .with("idx", i)
                    .insert();
        }
    }

    /**
     * The schema as version 10, and then an outdated one as version 9, which only a reader of versions leaves alone.
     */
    private void writeSchemas(Store store, Group group) throws SQLException {
        String name = group.table();
        List<Column> outdated = group.features().stream()
                .map(column -> new Column(column.name(), "array<boolean>", null))
                .toList();
        writeSchema(store, name, 10, AvroSchemas.record(name, group.features()).toString());
        writeSchema(store, name, 9, AvroSchemas.record(name, outdated).toString());
    }

    private void writeSchema(Store store, String subject, int version, String schema) throws SQLException {
        int project = ids.project(store.project());
        int id = inserts.into("schemas")
                .with("schema", schema)
                .with("project_id", project)
                .insertForId();
        inserts.into("subjects")
                .with("subject", subject)
                .with("version", version)
                .with("schema_id", id)
                .with("project_id", project)
                .insert();
    }
}
