package dev.featurestore.rondb.metadata;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.view.FeatureViewName;
import dev.featurestore.rondb.metadata.GroupTables.GroupRow;
import dev.featurestore.rondb.metadata.GroupTables.SchemaVersion;
import dev.featurestore.rondb.metadata.TableDictionary.TableName;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private final GroupTables groups;
    private final OnlineTables onlineTables;

    ViewConfirmation(MetadataDatabase database, OnlineTables onlineTables) {
        this.database = database;
        this.groups = new GroupTables(database);
        this.onlineTables = onlineTables;
    }

    /** Those of the views in which nothing has changed. */
    List<FeatureViewName> unchanged(Collection<LoadedView.View> held) {
        MetadataShape shape = database.shape();
        Set<Integer> views = database.existing(
                "feature_view", distinct(held, view -> Stream.of(view.id())), ErrorCode.FEATURE_VIEW_UNREADABLE, WHAT);
        Set<Integer> joined = database.existing(
                "feature_group",
                distinct(held, view -> view.groups().stream()),
                ErrorCode.FEATURE_GROUP_UNREADABLE,
                WHAT + " (feature groups)");
        Map<Integer, SchemaVersion> schemas =
                groups.schemaVersions(distinct(held, view -> view.decoded().stream()), WHAT + " (Avro schemas)");
        onlineTables.refresh(distinct(held, view -> view.tables().keySet().stream()), WHAT + " (online tables)");
        return held.stream()
                .filter(view -> view.shape().equals(shape)
                        && views.contains(view.id())
                        && joined.containsAll(view.groups())
                        && view.schemas().equals(schemasOf(view, schemas))
                        && hasItsColumns(view))
                .map(LoadedView.View::name)
                .toList();
    }

    /** Whether the tables of a view have the columns that they had, as far as it is known. */
    boolean hasItsColumns(LoadedView.View view) {
        for (Map.Entry<TableName, OnlineTable> table : view.tables().entrySet()) {
            if (!onlineTables.hasStill(table.getKey(), table.getValue())) {
                return false;
            }
        }
        return true;
    }

    private static <T> Set<T> distinct(Collection<LoadedView.View> held, Function<LoadedView.View, Stream<T>> which) {
        return held.stream().flatMap(which).collect(toSet());
    }

    private static Map<Integer, SchemaVersion> schemasOf(LoadedView.View view, Map<Integer, SchemaVersion> schemas) {
        return view.decoded().stream()
                .map(GroupRow::id)
                .filter(schemas::containsKey)
                .collect(toMap(id -> id, schemas::get));
    }
}
