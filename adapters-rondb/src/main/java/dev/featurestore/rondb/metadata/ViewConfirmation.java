package dev.featurestore.rondb.metadata;

import static java.util.stream.Collectors.toMap;

import dev.featurestore.domain.view.FeatureGroup;
import dev.featurestore.domain.view.FeatureViewDefinition.Join;
import dev.featurestore.domain.view.FeatureViewName;
import dev.featurestore.rondb.metadata.GroupTables.GroupRow;
import dev.featurestore.rondb.metadata.GroupTables.SchemaVersion;
import dev.featurestore.rondb.metadata.TableDictionary.TableName;
import dev.featurestore.rondb.metadata.ViewTables.ViewRow;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Sees whether views are as they were, without reading them again: a view's id fixes its joins, features and serving
 * keys for good, a group's id all that is read of it, the version of an Avro schema its text. So it is enough that they
 * are still there, and that the online tables have the same columns.
 */
final class ViewConfirmation {
    private static final String WHAT = "Confirming feature views";

    private final MetadataDatabase database;
    private final ViewTables views;
    private final GroupTables groups;
    private final OnlineTables onlineTables;

    ViewConfirmation(MetadataDatabase database, OnlineTables onlineTables) {
        this.database = database;
        this.views = new ViewTables(database);
        this.groups = new GroupTables(database);
        this.onlineTables = onlineTables;
    }

    /** Those of the views in which nothing has changed. */
    List<FeatureViewName> unchanged(Collection<LoadedView.View> held) {
        MetadataShape shape = database.shape();
        Map<Integer, ViewRow> rows =
                views.byId(held.stream().map(view -> view.row().id()).toList(), WHAT);
        Map<Integer, GroupRow> joined = distinct(held, view -> view.groups().stream());
        Map<Integer, GroupRow> there = groups.groups(joined.keySet(), shape, WHAT + " (feature groups)");
        Map<Integer, GroupRow> decoded = distinct(held, ViewConfirmation::decoded);
        Map<Integer, SchemaVersion> schemas = groups.schemaVersions(decoded.values(), WHAT + " (Avro schemas)");
        onlineTables.refresh(
                held.stream()
                        .flatMap(view -> read(view).map(ViewConfirmation::tableOf))
                        .distinct()
                        .toList(),
                WHAT + " (online tables)");
        return held.stream()
                .filter(view -> view.shape().equals(shape)
                        && view.row().equals(rows.get(view.row().id()))
                        && view.groups().stream().allMatch(group -> group.equals(there.get(group.id())))
                        && view.schemas().equals(schemasOf(view, schemas))
                        && hasItsColumns(view))
                .map(view -> view.row().name())
                .toList();
    }

    /** Whether the tables of a view have the columns that they had, as far as it is known. */
    boolean hasItsColumns(LoadedView.View view) {
        return read(view)
                .allMatch(group ->
                        onlineTables.hasStill(tableOf(group), new OnlineTable(group.columns(), group.primaryKey())));
    }

    private static Map<Integer, GroupRow> distinct(
            Collection<LoadedView.View> held, Function<LoadedView.View, Stream<GroupRow>> which) {
        Map<Integer, GroupRow> groups = new HashMap<>();
        held.forEach(view -> which.apply(view).forEach(group -> groups.put(group.id(), group)));
        return groups;
    }

    private static Stream<GroupRow> decoded(LoadedView.View view) {
        return view.groups().stream().filter(group -> view.decoded().contains(group.id()));
    }

    private static Map<Integer, SchemaVersion> schemasOf(LoadedView.View view, Map<Integer, SchemaVersion> schemas) {
        return view.decoded().stream().filter(schemas::containsKey).collect(toMap(id -> id, schemas::get));
    }

    /** The groups that the view reads. */
    private static Stream<FeatureGroup> read(LoadedView.View view) {
        return view.definition().joins().stream()
                .map(Join::group)
                .filter(group -> !group.columns().isEmpty());
    }

    private static TableName tableOf(FeatureGroup group) {
        return new TableName(group.store().name(), group.table());
    }
}
