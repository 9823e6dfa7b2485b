package dev.featurestore.rondb.testing;

import dev.featurestore.application.port.Deadline;
import dev.featurestore.application.port.FeatureViews;
import dev.featurestore.domain.value.ColumnType;
import dev.featurestore.domain.value.OfflineType;
import dev.featurestore.domain.view.FeatureGroup;
import dev.featurestore.domain.view.FeatureStore;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.domain.view.FeatureViewDefinition;
import dev.featurestore.domain.view.FeatureViewDefinition.Feature;
import dev.featurestore.domain.view.FeatureViewDefinition.Join;
import dev.featurestore.domain.view.FeatureViewDefinition.ServingKey;
import dev.featurestore.domain.view.FeatureViewName;
import dev.featurestore.rondb.testing.World.Column;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The views of a world straight from its file, for tests of rows that do without metadata in a database. */
public final class WorldViews implements FeatureViews {
    private final World world;
    private final Ids ids;
    private final Map<FeatureViewName, FeatureView> views = new ConcurrentHashMap<>();

    public WorldViews(World world) {
        this.world = world;
        this.ids = new Ids(world);
    }

    /** Finds a view; all of it must be in the world. */
    @Override
    public Resolution find(FeatureViewName name, Deadline deadline) {
        return new Resolution.Found(views.computeIfAbsent(name, this::compile));
    }

    private FeatureView compile(FeatureViewName name) {
        World.Store store = world.store(name.store());
        World.View view = store.view(name.view(), name.version());
        List<Join> joins = new ArrayList<>();
        List<Feature> features = new ArrayList<>();
        for (int i = 0; i < view.joins().size(); i++) {
            World.Join join = view.joins().get(i);
            World.Store owner = join.featureStore() == null ? store : world.store(join.featureStore());
            World.Group group = owner.group(join.featureGroup(), join.version()).orElseThrow();
            joins.add(new Join(i, join.prefix(), group(owner, group)));
            for (String feature : join.features()) {
                OfflineType type =
                        OfflineType.of(group.column(feature).orElseThrow().type());
                features.add(new Feature(feature, type, i, features.size(), false));
            }
        }
        List<World.ServingKey> keys =
                view.servingKeys().isEmpty() ? ServingKeys.of(world, store, view) : view.servingKeys();
        return FeatureView.compile(new FeatureViewDefinition(
                store(store),
                view.name(),
                view.version(),
                joins,
                features,
                keys.stream().map(WorldViews::servingKey).toList()));
    }

    private static ServingKey servingKey(World.ServingKey key) {
        return new ServingKey(
                key.join(), key.feature(), key.prefix(), key.required(), Optional.ofNullable(key.joinOn()));
    }

    private FeatureStore store(World.Store store) {
        return new FeatureStore(ids.store(store.name()), OnlineTablesWriter.database(store));
    }

    private FeatureGroup group(World.Store owner, World.Group group) {
        int id = ids.group(owner.name(), group.name(), group.version());
        if (group.spine()) {
            return FeatureGroup.spine(id, group.name(), group.version(), store(owner));
        }
        Map<String, ColumnType> columns = new LinkedHashMap<>();
        for (Column column : group.features()) {
            columns.put(column.name(), ColumnType.parse(column.onlineType()));
        }
        String schema = AvroSchemas.record(group.table(), group.features()).toString();
        return new FeatureGroup(
                id,
                group.name(),
                group.version(),
                store(owner),
                false,
                columns,
                group.primaryKey(),
                Optional.of(schema));
    }
}
