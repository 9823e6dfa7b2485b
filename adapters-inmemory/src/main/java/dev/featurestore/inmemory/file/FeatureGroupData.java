package dev.featurestore.inmemory.file;

import dev.featurestore.domain.value.Value;
import dev.featurestore.domain.vector.Key;
import dev.featurestore.domain.view.FeatureGroup;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A feature group with its rows.
 *
 * @param key the names of its key columns, those of a spine included
 * @param rows a value for each column, in order, by primary key
 */
public record FeatureGroupData(FeatureGroup group, List<Column> columns, List<String> key, Map<Key, List<Value>> rows) {

    Optional<Column> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    /** The place of a column in each row. */
    public int indexOf(String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException("table " + group.table() + " has no column " + name);
    }
}
