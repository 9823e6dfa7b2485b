package dev.featurestore.domain.view;

import java.util.HashSet;
import java.util.Set;

/**
 * The columns that a view takes from one feature group, keys and features, over all its joins of that group.
 *
 * @param group no spine: those are not read
 */
public record GroupColumns(FeatureGroup group, Set<String> columns) {
    public GroupColumns {
        columns = Set.copyOf(columns);
    }

    static GroupColumns of(Lookup lookup) {
        Set<String> columns = new HashSet<>();
        lookup.key().forEach(column -> columns.add(column.name()));
        lookup.columns().forEach(column -> columns.add(column.name()));
        return new GroupColumns(lookup.group(), columns);
    }

    GroupColumns and(GroupColumns more) {
        Set<String> sum = new HashSet<>(columns);
        sum.addAll(more.columns);
        return new GroupColumns(group, sum);
    }
}
