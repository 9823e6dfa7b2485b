package dev.featurestore.domain;

import dev.featurestore.domain.value.ColumnType;
import dev.featurestore.domain.value.OfflineType;
import dev.featurestore.domain.view.FeatureGroup;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.domain.view.FeatureViewDefinition;
import dev.featurestore.domain.view.FeatureViewDefinition.Feature;
import dev.featurestore.domain.view.FeatureViewDefinition.Join;
import dev.featurestore.domain.view.FeatureViewDefinition.ServingKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Builds the view {@code fraud/model} of version 1. Features, labels and serving keys belong to the join before them. A
 * join without serving keys of its own gets a required one with the join's prefix for each column of the primary key.
 */
public final class ViewBuilder {
    private final List<Join> joins = new ArrayList<>();
    private final List<Feature> features = new ArrayList<>();
    private final List<ServingKey> servingKeys = new ArrayList<>();

    private ViewBuilder() {}

    public static ViewBuilder view() {
        return new ViewBuilder();
    }

    public ViewBuilder join(FeatureGroup group) {
        return join(group, "");
    }

    public ViewBuilder join(FeatureGroup group, String prefix) {
        return join(joins.size(), group, prefix);
    }

    public ViewBuilder join(int index, FeatureGroup group, String prefix) {
        joins.add(new Join(index, prefix, group));
        return this;
    }

    /** Features in the next positions, of the offline types that fit their columns. */
    public ViewBuilder features(String... names) {
        for (String name : names) {
            feature(name, offlineType(name));
        }
        return this;
    }

    public ViewBuilder feature(String name, String offlineType) {
        return feature(features.size(), name, offlineType, false);
    }

    public ViewBuilder label(String name) {
        return feature(features.size(), name, offlineType(name), true);
    }

    public ViewBuilder feature(int position, String name, String offlineType, boolean label) {
        return feature(lastJoin().index(), position, name, offlineType, label);
    }

    public ViewBuilder feature(int join, int position, String name, String offlineType, boolean label) {
        features.add(new Feature(name, OfflineType.of(offlineType), join, position, label));
        return this;
    }

    /** A key that the entry must name itself. */
    public ViewBuilder requiredKey(String name, String prefix) {
        return servingKey(lastJoin().index(), name, prefix, true, Optional.empty());
    }

    /** A key that the entry may give through another name, if there is one. */
    public ViewBuilder optionalKey(String name, String prefix, Optional<String> joinOn) {
        return servingKey(lastJoin().index(), name, prefix, false, joinOn);
    }

    public ViewBuilder servingKey(int join, String name, String prefix, boolean required, Optional<String> joinOn) {
        servingKeys.add(new ServingKey(join, name, prefix, required, joinOn));
        return this;
    }

    public FeatureView compile() {
        List<ServingKey> keys = new ArrayList<>(servingKeys);
        for (Join join : joins) {
            if (servingKeys.stream().noneMatch(key -> key.joinIndex() == join.index())) {
                join.group()
                        .primaryKey()
                        .forEach(column ->
                                keys.add(new ServingKey(join.index(), column, join.prefix(), true, Optional.empty())));
            }
        }
        return FeatureView.compile(new FeatureViewDefinition(GroupBuilder.FRAUD, "model", 1, joins, features, keys));
    }

    private Join lastJoin() {
        return joins.get(joins.size() - 1);
    }

    private String offlineType(String column) {
        ColumnType type = lastJoin().group().columns().getOrDefault(column, ColumnType.parse("bigint"));
        return type.isText() ? "string" : type.toString();
    }
}
