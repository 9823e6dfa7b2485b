package dev.featurestore.rondb.testing;

import dev.featurestore.rondb.testing.World.Column;
import dev.featurestore.rondb.testing.World.Join;
import dev.featurestore.rondb.testing.World.ServingKey;
import dev.featurestore.rondb.testing.World.Store;
import dev.featurestore.rondb.testing.World.View;
import dev.featurestore.rondb.testing.World.ViewFeature;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Feature views: their joins, features and serving keys. */
final class ViewWriter {
    private final Inserts inserts;
    private final World world;
    private final Ids ids;
    private final Generation generation;

    ViewWriter(Inserts inserts, World world, Ids ids, Generation generation) {
        this.inserts = inserts;
        this.world = world;
        this.ids = ids;
        this.generation = generation;
    }

    void writeAll() throws SQLException {
        writeTrainingDataset();
        for (Store store : world.featureStores()) {
            for (View view : store.featureViews()) {
                write(store, view);
            }
        }
    }

    /** A training dataset that no view made: it keeps joins and features in the same tables. */
    private void writeTrainingDataset() throws SQLException {
        int join = inserts.into("training_dataset_join")
                .with("training_dataset", 1)
                .with("prefix", "td_")
                .with("idx", 0)
                .insertForId();
        inserts.into("training_dataset_feature")
                .with("training_dataset", 1)
                .with("name", "of_a_training_dataset")
                .with("type", "bigint")
                .with("td_join", join)
                .with("idx", 0)
                .insert();
    }

    void write(Store store, View view) throws SQLException {
        int viewId = inserts.into("feature_view")
                .with("name", view.name())
                .with("feature_store_id", ids.store(store.name()))
                .with("version", view.version())
                .insertForId();
        List<Integer> joinIds = new ArrayList<>();
        for (int i = 0; i < view.joins().size(); i++) {
            joinIds.add(writeJoin(store, viewId, i, view.joins().get(i)));
        }
        List<ViewFeature> features = view.features().isEmpty() ? inOrderOfJoins(view) : view.features();
        for (int i = 0; i < features.size(); i++) {
            ViewFeature feature = features.get(i);
            writeFeature(store, view, viewId, joinIds, i, feature);
        }
        if (generation.hasServingKeys()) {
            List<ServingKey> keys =
                    view.servingKeys().isEmpty() ? ServingKeys.of(world, store, view) : view.servingKeys();
            for (ServingKey key : keys) {
                writeKey(store, view, viewId, key);
            }
        }
    }

    private int writeJoin(Store store, int viewId, int index, Join join) throws SQLException {
        return inserts.into("training_dataset_join")
                .with("feature_view_id", viewId)
                .with("feature_group", groupId(store, join))
                .with("prefix", join.prefix().isEmpty() && index == 0 ? null : join.prefix())
                .with("idx", index)
                .insertForId();
    }

    private Integer groupId(Store store, Join join) {
        return join.deleted() ? null : ids.group(storeOf(store, join).name(), join.featureGroup(), join.version());
    }

    private Store storeOf(Store store, Join join) {
        return join.featureStore() == null ? store : world.store(join.featureStore());
    }

    private static List<ViewFeature> inOrderOfJoins(View view) {
        List<ViewFeature> features = new ArrayList<>();
        for (int i = 0; i < view.joins().size(); i++) {
            for (String name : view.joins().get(i).features()) {
                features.add(new ViewFeature(name, i, false));
            }
            for (String name : view.joins().get(i).labels()) {
                features.add(new ViewFeature(name, i, true));
            }
        }
        return features;
    }

    private void writeFeature(Store store, View view, int viewId, List<Integer> joinIds, int index, ViewFeature feature)
            throws SQLException {
        Join join = view.joins().get(feature.join());
        String type = type(store, join, feature.name());
        if (type == null && !join.deleted()) {
            throw new IllegalArgumentException(view.name() + " takes an unknown feature: " + feature.name());
        }
        inserts.into("training_dataset_feature")
                .with("feature_view_id", viewId)
                .with("feature_group", groupId(store, join))
                .with("name", feature.name())
                .with("type", type)
                .with("td_join", joinIds.get(feature.join()))
                .with("idx", index)
                .with("label", feature.label())
                .insert();
    }

    /** The offline type; null if the group is deleted and not in the file. */
    private String type(Store store, Join join, String feature) {
        return storeOf(store, join)
                .group(join.featureGroup(), join.version())
                .flatMap(group -> group.column(feature))
                .map(Column::type)
                .orElse(null);
    }

    private void writeKey(Store store, View view, int viewId, ServingKey key) throws SQLException {
        Join join = view.joins().get(key.join());
        Inserts.Row row = inserts.into("serving_key")
                .with("feature_view_id", viewId)
                .with("feature_group_id", groupId(store, join))
                .with("feature_name", key.feature())
                .with("prefix", key.prefix() == null ? join.prefix() : key.prefix())
                .with("join_on", key.joinOn())
                .with("join_index", key.join())
                .with("required", key.required());
        if (generation == Generation.V5) {
            row.with("type", type(store, join, key.feature()));
        }
        row.insert();
    }
}
