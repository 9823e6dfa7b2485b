package dev.featurestore.rondb.metadata;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.Failure;
import dev.featurestore.domain.view.FeatureGroup;
import dev.featurestore.domain.view.FeatureViewDefinition;
import dev.featurestore.domain.view.FeatureViewDefinition.Feature;
import dev.featurestore.domain.view.FeatureViewDefinition.Join;
import dev.featurestore.domain.view.FeatureViewDefinition.ServingKey;
import dev.featurestore.domain.view.FeatureViewName;
import dev.featurestore.rondb.metadata.GroupTables.GroupRow;
import dev.featurestore.rondb.metadata.ViewTables.FeatureRow;
import dev.featurestore.rondb.metadata.ViewTables.JoinRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads a view's metadata, in seven statements however many groups it joins: store, view, joins, features, serving
 * keys, feature groups, columns of the online tables; and an eighth for the Avro schemas, if it has complex features.
 */
final class ViewMetadataReader {
    /** Stands for a join that the view does not have. */
    private static final int NO_JOIN = -1;

    private final ViewTables views;
    private final ServingKeyTables servingKeys;
    private final GroupTables groups;
    private final OnlineTables onlineTables;

    ViewMetadataReader(MetadataDatabase database, OnlineTables onlineTables) {
        this.views = new ViewTables(database);
        this.servingKeys = new ServingKeyTables(database);
        this.groups = new GroupTables(database);
        this.onlineTables = onlineTables;
    }

    /** What the metadata say under a name whose store is in lower case. */
    LoadedView read(FeatureViewName name) {
        Optional<StoreRow> store = views.store(name.store(), "Reading feature store " + name.store());
        if (store.isEmpty()) {
            return LoadedView.noStore();
        }
        String what = "Reading feature view " + name;
        Optional<Integer> id =
                Names.canBeView(name.view()) ? views.view(store.get().store().id(), name, what) : Optional.empty();
        return id.isEmpty() ? LoadedView.noView(store.get().store()) : read(name, store.get(), id.get(), what);
    }

    private LoadedView read(FeatureViewName name, StoreRow store, int id, String what) {
        List<JoinRow> joins = views.joins(id, what + " (joins)");
        List<FeatureRow> features = views.features(id, what + " (features)");
        Optional<LoadedView> deleted = deleted(store, features, feature -> feature.group() == null);
        if (deleted.isPresent()) {
            return deleted.get();
        }
        List<ServingKey> keys = servingKeys.of(id, joins, what + " (serving keys)");
        Map<Integer, GroupRow> byId = groups.groups(idsOf(joins), what + " (feature groups)");
        return deleted(store, features, feature -> !byId.containsKey(feature.group()))
                .orElseGet(() -> view(name, store, new Rows(joins, features, byId), keys, what));
    }

    private LoadedView view(FeatureViewName name, StoreRow store, Rows rows, List<ServingKey> keys, String what) {
        List<GroupRow> read = rows.readGroups(feature -> !feature.label());
        Map<Integer, OnlineTable> tables = onlineTables.of(read, what + " (online tables)");
        Optional<GroupRow> offline =
                read.stream().filter(group -> !tables.containsKey(group.id())).findFirst();
        if (offline.isPresent()) {
            return LoadedView.unusable(store.store(), noOnlineTable(offline.get(), what));
        }
        List<GroupRow> decoded = rows.readGroups(FeatureRow::decoded);
        Map<Integer, String> schemas = groups.schemas(decoded, what + " (Avro schemas)");
        List<Join> joins = joins(rows, tables, schemas);
        return new LoadedView.View(
                new FeatureViewDefinition(store.store(), name.view(), name.version(), joins, features(rows), keys));
    }

    private static Set<Integer> idsOf(List<JoinRow> joins) {
        return joins.stream().map(JoinRow::group).filter(Objects::nonNull).collect(toSet());
    }

    /** Labels are not served: the view lives on without theirs. */
    private static Optional<LoadedView> deleted(StoreRow store, List<FeatureRow> features, Predicate<FeatureRow> lost) {
        return features.stream()
                .filter(feature -> !feature.label() && lost.test(feature))
                .findFirst()
                .map(feature -> LoadedView.groupDeleted(store.store(), feature.name()));
    }

    private static Failure noOnlineTable(GroupRow group, String what) {
        return new Failure(
                ErrorCode.FEATURE_GROUP_UNREADABLE,
                what + " failed: feature group " + group.store().name() + "/" + group.table() + " has no online table");
    }

    /** Only groups that give features need an online table. */
    private static List<Join> joins(Rows view, Map<Integer, OnlineTable> tables, Map<Integer, String> schemas) {
        List<Join> joins = new ArrayList<>();
        for (JoinRow join : view.joins()) {
            @Nullable GroupRow group = view.groupOf(join);
            if (group != null) {
                joins.add(new Join(
                        join.index(),
                        join.prefix(),
                        group(
                                group,
                                Optional.ofNullable(tables.get(group.id())),
                                Optional.ofNullable(schemas.get(group.id())))));
            }
        }
        return joins;
    }

    private static FeatureGroup group(GroupRow row, Optional<OnlineTable> table, Optional<String> avroSchema) {
        return new FeatureGroup(
                row.id(),
                row.name(),
                row.version(),
                row.store().store(),
                row.spine(),
                table.map(OnlineTable::columns).orElse(Map.of()),
                table.map(OnlineTable::primaryKey).orElse(List.of()),
                avroSchema);
    }

    private static List<Feature> features(Rows view) {
        Map<Integer, Integer> indexes = view.joins().stream()
                .filter(join -> view.groupOf(join) != null)
                .collect(toMap(JoinRow::id, JoinRow::index));
        List<Feature> features = new ArrayList<>();
        for (FeatureRow row : view.features()) {
            int join = row.join() == null ? NO_JOIN : indexes.getOrDefault(row.join(), NO_JOIN);
            if (join != NO_JOIN || !row.label()) {
                features.add(new Feature(row.name(), row.type(), join, features.size(), row.label()));
            }
        }
        return features;
    }

    /** The rows that belong together. */
    private record Rows(List<JoinRow> joins, List<FeatureRow> features, Map<Integer, GroupRow> groups) {
        @Nullable
        GroupRow groupOf(JoinRow join) {
            return join.group() == null ? null : groups.get(join.group());
        }

        /** The groups that give any of the features in question, without spines, which are not read. */
        List<GroupRow> readGroups(Predicate<FeatureRow> which) {
            Set<Integer> used = features.stream()
                    .filter(which)
                    .map(FeatureRow::join)
                    .filter(Objects::nonNull)
                    .collect(toSet());
            return joins.stream()
                    .filter(join -> used.contains(join.id()))
                    .map(this::groupOf)
                    .filter(group -> group != null && !group.spine())
                    .distinct()
                    .toList();
        }
    }
}
