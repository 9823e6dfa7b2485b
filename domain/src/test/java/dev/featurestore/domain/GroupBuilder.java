package dev.featurestore.domain;

import dev.featurestore.domain.value.ColumnType;
import dev.featurestore.domain.view.FeatureGroup;
import dev.featurestore.domain.view.FeatureStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Builds feature groups, by default of version 1 in the store {@link #FRAUD}. */
public final class GroupBuilder {
    public static final FeatureStore FRAUD = new FeatureStore(67, "fraud");
    public static final FeatureStore SHOP = new FeatureStore(68, "shop");

    private final int id;
    private final String name;
    private final Map<String, ColumnType> columns = new HashMap<>();
    private final List<String> primaryKey = new ArrayList<>();
    private FeatureStore store = FRAUD;

    private GroupBuilder(int id, String name) {
        this.id = id;
        this.name = name;
    }

    public static GroupBuilder group(int id, String name) {
        return new GroupBuilder(id, name);
    }

    public GroupBuilder in(FeatureStore owner) {
        store = owner;
        return this;
    }

    /** The next column of the primary key. */
    public GroupBuilder key(String column, String type) {
        primaryKey.add(column);
        return column(column, type);
    }

    public GroupBuilder column(String column, String type) {
        columns.put(column, ColumnType.parse(type));
        return this;
    }

    public FeatureGroup build() {
        return new FeatureGroup(id, name, 1, store, false, columns, primaryKey);
    }

    public FeatureGroup buildSpine() {
        return FeatureGroup.spine(id, name, 1, store);
    }
}
