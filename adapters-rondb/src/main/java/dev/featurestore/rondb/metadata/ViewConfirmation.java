package dev.featurestore.rondb.metadata;

import static java.util.stream.Collectors.toMap;

import dev.featurestore.domain.view.FeatureStore;
import dev.featurestore.rondb.metadata.GroupTables.GroupRow;
import dev.featurestore.rondb.metadata.GroupTables.SchemaVersion;
import dev.featurestore.rondb.metadata.TableDictionary.TableName;
import dev.featurestore.rondb.metadata.ViewTables.Place;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Sees whether views are as they were, without reading them again: as long as a view has its id, its joins, features
 * and serving keys do not change; nor does what is read of a feature group with the same id, or the text of an Avro
 * schema with the same version. So it is enough that they are still there under their names, and that the online tables
 * have the same columns.
 */
final class ViewConfirmation {
    private static final String WHAT = "Confirming feature views";

    private final MetadataDatabase database;
    private final ViewTables views;
    private final GroupTables groups;
    private final ExistingGroups existing;
    private final OnlineTables onlineTables;

    ViewConfirmation(MetadataDatabase database, ExistingGroups existing, OnlineTables onlineTables) {
        this.database = database;
        this.views = new ViewTables(database);
        this.groups = new GroupTables(database);
        this.existing = existing;
        this.onlineTables = onlineTables;
    }

    /** Those of the views in which nothing has changed. */
    List<LoadedView.View> unchanged(Collection<LoadedView.View> held) {
        MetadataShape shape = database.shape();
        Map<Integer, Place> places = views.places(distinct(held, view -> Set.of(view.id())), WHAT);
        Map<Integer, String> stores = views.storeNames(
                distinct(held, view -> Set.of(view.definition().store().id())), WHAT + " (stores)");
        existing.refresh(distinct(held, LoadedView.View::groups), WHAT + " (feature groups)");
        Map<Integer, SchemaVersion> schemas =
                groups.schemaVersions(distinct(held, LoadedView.View::decoded), WHAT + " (Avro schemas)");
        onlineTables.refresh(distinct(held, view -> view.tables().keySet()), WHAT + " (online tables)");
        return held.stream()
                .filter(view -> view.shape().equals(shape)
                        && view.place().equals(places.get(view.id()))
                        && isCalledSo(view.definition().store(), stores)
                        && view.schemas().equals(schemasOf(view, schemas))
                        && !isOutdated(view))
                .toList();
    }

    private static boolean isCalledSo(FeatureStore store, Map<Integer, String> names) {
        return store.name().equals(names.get(store.id()));
    }

    /** Whether something was found changed, since this was asked last, that views share. */
    boolean hasSeenChanges() {
        boolean tables = onlineTables.haveChanged();
        return existing.haveGone() || tables;
    }

    /**
     * Whether one of its feature groups is known to be gone, or one of its tables to have other columns than it had.
     */
    boolean isOutdated(LoadedView.View view) {
        return existing.lacksAny(view.groups()) || !hasItsColumns(view);
    }

    private boolean hasItsColumns(LoadedView.View view) {
        for (Map.Entry<TableName, OnlineTable> table : view.tables().entrySet()) {
            if (!onlineTables.hasStill(table.getKey(), table.getValue())) {
                return false;
            }
        }
        return true;
    }

    private static <T> Set<T> distinct(
            Collection<LoadedView.View> held, Function<LoadedView.View, Collection<T>> which) {
        Set<T> all = new HashSet<>();
        for (LoadedView.View view : held) {
            all.addAll(which.apply(view));
        }
        return all;
    }

    private static Map<Integer, SchemaVersion> schemasOf(LoadedView.View view, Map<Integer, SchemaVersion> schemas) {
        return view.decoded().stream()
                .map(GroupRow::id)
                .filter(schemas::containsKey)
                .collect(toMap(id -> id, schemas::get));
    }
}
