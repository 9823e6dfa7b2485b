package dev.featurestore.rondb.metadata;

import static java.util.stream.Collectors.toMap;

import dev.featurestore.domain.view.FeatureGroup;
import dev.featurestore.domain.view.FeatureViewDefinition;
import dev.featurestore.domain.view.FeatureViewDefinition.Feature;
import dev.featurestore.domain.view.FeatureViewDefinition.Join;
import dev.featurestore.domain.view.FeatureViewName;
import dev.featurestore.rondb.metadata.GroupTables.GroupRow;
import dev.featurestore.rondb.metadata.GroupTables.Schema;
import dev.featurestore.rondb.metadata.GroupTables.SchemaVersion;
import dev.featurestore.rondb.metadata.TableDictionary.TableName;
import dev.featurestore.rondb.metadata.ViewContent.FeatureRow;
import dev.featurestore.rondb.metadata.ViewContent.JoinRow;
import dev.featurestore.rondb.metadata.ViewTables.ViewRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes definitions of what was read. */
final class ViewDefinitions {
    /** Stands for a join that the view does not have. */
    private static final int NO_JOIN = -1;

    private ViewDefinitions() {}

    /**
     * A view of which all is there.
     *
     * @param tables those of its groups, at least
     * @param schemas those of its groups, at least
     */
    static LoadedView.View view(
            ViewRow row,
            MetadataShape shape,
            ViewContent content,
            Map<TableName, OnlineTable> tables,
            Map<Integer, Schema> schemas) {
        Map<Integer, SchemaVersion> versions = new HashMap<>();
        Map<Integer, String> texts = new HashMap<>();
        for (GroupRow group : content.decodedGroups()) {
            @Nullable Schema schema = schemas.get(group.id());
            if (schema != null) {
                versions.put(group.id(), schema.version());
                texts.put(group.id(), schema.text());
            }
        }
        StoreRow store = Interned.of(row.store());
        FeatureViewName name = new FeatureViewName(
                store.name(), Interned.of(row.name().view()), row.name().version());
        return new LoadedView.View(
                row.id(),
                name,
                shape,
                Set.copyOf(content.groups().keySet()),
                content.decodedGroups(),
                Map.copyOf(versions),
                tablesOf(content, tables),
                new FeatureViewDefinition(
                        store.store(),
                        name.view(),
                        name.version(),
                        joins(content, tables, texts),
                        features(content),
                        content.keys()));
    }

    private static Map<TableName, OnlineTable> tablesOf(ViewContent content, Map<TableName, OnlineTable> known) {
        Map<TableName, OnlineTable> tables = new HashMap<>();
        for (GroupRow group : content.servedGroups()) {
            TableName name = Interned.of(group.onlineTable());
            tables.put(name, Objects.requireNonNull(known.get(name)));
        }
        return Map.copyOf(tables);
    }

    /** Only groups that give features need an online table. */
    private static List<Join> joins(
            ViewContent content, Map<TableName, OnlineTable> tables, Map<Integer, String> schemas) {
        List<GroupRow> served = content.servedGroups();
        List<Join> joins = new ArrayList<>();
        for (JoinRow join : content.joins()) {
            @Nullable GroupRow group = content.groupOf(join);
            if (group != null) {
                Optional<OnlineTable> table = Optional.of(group)
                        .filter(served::contains)
                        .map(each -> Objects.requireNonNull(tables.get(each.onlineTable())));
                joins.add(new Join(
                        join.index(),
                        join.prefix(),
                        group(group, table, Optional.ofNullable(schemas.get(group.id())))));
            }
        }
        return joins;
    }

    private static FeatureGroup group(GroupRow row, Optional<OnlineTable> table, Optional<String> avroSchema) {
        return Interned.of(new FeatureGroup(
                row.id(),
                row.name(),
                row.version(),
                row.store().store(),
                row.spine(),
                table.map(OnlineTable::columns).orElse(Map.of()),
                table.map(OnlineTable::primaryKey).orElse(List.of()),
                avroSchema));
    }

    private static List<Feature> features(ViewContent content) {
        Map<Integer, Integer> indexes = content.joins().stream()
                .filter(join -> content.groupOf(join) != null)
                .collect(toMap(JoinRow::id, JoinRow::index));
        List<Feature> features = new ArrayList<>();
        for (FeatureRow row : content.features()) {
            int join = row.join() == null ? NO_JOIN : indexes.getOrDefault(row.join(), NO_JOIN);
            if (join != NO_JOIN || !row.label()) {
                features.add(Interned.of(new Feature(row.name(), row.type(), join, features.size(), row.label())));
            }
        }
        return features;
    }
}
