package dev.featurestore.domain.view;

import dev.featurestore.domain.value.OfflineType;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A feature view as its metadata describe it, before it is compiled to a {@link FeatureView}.
 *
 * @param joins the feature groups it takes features from ({@code training_dataset_join}), in any order
 * @param features its features and labels ({@code training_dataset_feature}), in any order
 * @param servingKeys how entries find rows ({@code serving_key}); metadata without that table give a required key with
 *     the join's prefix for each primary-key column
 */
public record FeatureViewDefinition(
        FeatureStore store,
        String name,
        int version,
        List<Join> joins,
        List<Feature> features,
        List<ServingKey> servingKeys) {
    public FeatureViewDefinition {
        Objects.requireNonNull(store, "store");
        Objects.requireNonNull(name, "name");
        joins = List.copyOf(joins);
        features = List.copyOf(features);
        servingKeys = List.copyOf(servingKeys);
    }

    /**
     * A feature group in the view's query. One group may be joined more than once.
     *
     * @param index its place in the query, 0 for the left-most; names the join within the view
     * @param prefix what stands before its features' names; may be empty
     */
    public record Join(int index, String prefix, FeatureGroup group) {
        public Join {
            Objects.requireNonNull(prefix, "prefix");
            Objects.requireNonNull(group, "group");
        }
    }

    /**
     * A feature of the view.
     *
     * @param name the column's name, without prefix
     * @param joinIndex the join it comes from
     * @param position where it stands among the view's features, labels counted
     * @param label whether it is a label: then it is not served
     */
    public record Feature(String name, OfflineType type, int joinIndex, int position, boolean label) {
        public Feature {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(type, "type");
        }
    }

    /**
     * One primary-key column of one joined feature group, and the entry names that give its value.
     *
     * @param featureName the column's name
     * @param prefix what may stand before it in an entry; differs from the join's where keys collide
     * @param required whether the entry must name it itself, not through another group's key
     * @param joinOn the entry name through which the query joins it, if it is not required
     */
    public record ServingKey(
            int joinIndex, String featureName, String prefix, boolean required, Optional<String> joinOn) {
        public ServingKey {
            Objects.requireNonNull(featureName, "featureName");
            Objects.requireNonNull(prefix, "prefix");
            Objects.requireNonNull(joinOn, "joinOn");
        }
    }
}
