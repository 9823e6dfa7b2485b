package dev.featurestore.rondb.rows;

import dev.featurestore.domain.value.ColumnType;
import dev.featurestore.domain.value.KeyValue;
import dev.featurestore.domain.value.OfflineType;
import dev.featurestore.domain.value.Value;
import dev.featurestore.domain.vector.EntryKeys;
import dev.featurestore.domain.vector.Key;
import dev.featurestore.domain.view.FeatureGroup;
import dev.featurestore.domain.view.FeatureStore;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.domain.view.FeatureViewDefinition;
import dev.featurestore.domain.view.FeatureViewDefinition.Feature;
import dev.featurestore.domain.view.FeatureViewDefinition.Join;
import dev.featurestore.domain.view.FeatureViewDefinition.ServingKey;
import dev.featurestore.domain.view.KeyColumn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Feature groups and views in few words, and keys for them. */
final class Tables {
    static final FeatureStore STORE = new FeatureStore(67, "rows_test");

    private Tables() {}

    /** A feature group {@code name_1} of a table with these columns: name, type, name, type ... */
    static FeatureGroup group(int id, String name, List<String> primaryKey, String... columns) {
        Map<String, ColumnType> types = new LinkedHashMap<>();
        for (int i = 0; i < columns.length; i += 2) {
            types.put(columns[i], ColumnType.parse(columns[i + 1]));
        }
        return new FeatureGroup(id, name, 1, STORE, false, types, primaryKey);
    }

    /** A feature group {@code name_1} with an int {@code id} and, encoded in {@code e}, an array of doubles. */
    static FeatureGroup arrays(int id, String name) {
        return new FeatureGroup(
                id,
                name,
                1,
                STORE,
                false,
                Map.of("id", ColumnType.parse("int"), "e", ColumnType.parse("varbinary(100)")),
                List.of("id"),
                Optional.of("{\"type\":\"record\",\"name\":\"" + name + "_1\",\"fields\":[{\"name\":\"e\",\"type\":"
                        + "{\"type\":\"array\",\"items\":\"double\"}}]}"));
    }

    /** A view of one group with all its columns, all of them of that offline type. */
    static FeatureView view(FeatureGroup group, String offlineType) {
        return new ViewOf().join(group, "", offlineType).view();
    }

    /** Builds views join by join. */
    static final class ViewOf {
        private final List<Join> joins = new ArrayList<>();
        private final List<Feature> features = new ArrayList<>();
        private final List<ServingKey> keys = new ArrayList<>();

        /** Joins a group with required keys; all its columns are features. */
        ViewOf join(FeatureGroup group, String prefix, String offlineType) {
            int index = joins.size();
            group.primaryKey()
                    .forEach(column -> keys.add(new ServingKey(index, column, prefix, true, Optional.empty())));
            return add(group, prefix, offlineType);
        }

        /** Joins a group whose key columns, in order, are joined on those names. */
        ViewOf joinOn(FeatureGroup group, String prefix, List<String> joinOn) {
            int index = joins.size();
            for (int i = 0; i < joinOn.size(); i++) {
                keys.add(new ServingKey(index, group.primaryKey().get(i), prefix, false, Optional.of(joinOn.get(i))));
            }
            return add(group, prefix, "bigint");
        }

        private ViewOf add(FeatureGroup group, String prefix, String offlineType) {
            int index = joins.size();
            joins.add(new Join(index, prefix, group));
            group.columns().keySet().stream()
                    .sorted()
                    .forEach(column -> features.add(
                            new Feature(column, OfflineType.of(offlineType), index, features.size(), false)));
            return this;
        }

        FeatureView view() {
            return FeatureView.compile(new FeatureViewDefinition(STORE, "view", 1, joins, features, keys));
        }
    }

    /** The key of that look-up: numbers as numbers, all else as strings. */
    static Key key(FeatureView view, int lookup, Object... parts) {
        List<KeyColumn> columns = view.lookups().get(lookup).key();
        List<KeyValue> typed = new ArrayList<>();
        for (int i = 0; i < parts.length; i++) {
            Value sent = parts[i] instanceof Number
                    ? new Value.Numeral(parts[i].toString())
                    : Value.text(parts[i].toString());
            typed.add(columns.get(i).type().toKey(sent).orElseThrow());
        }
        return new Key(typed);
    }

    /** The keys of an entry, one for each look-up. */
    static EntryKeys entry(Key... keys) {
        return new EntryKeys(List.of(keys).stream().map(Optional::of).toList());
    }
}
