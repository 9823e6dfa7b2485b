package dev.featurestore.domain.view;

import java.util.List;

/**
 * One row to be found for each entry: a join of the view that gives at least one feature. A feature group that is
 * joined twice is two look-ups.
 *
 * @param position its place among the view's look-ups, from 0
 * @param joinIndex the join it comes from
 * @param group the feature group; a spine is never read
 * @param key the primary-key columns, at least one but for a spine
 * @param columns what is read from the row: the features that are no part of the key. May be empty: then only the
 *     row's existence matters
 */
public record Lookup(int position, int joinIndex, FeatureGroup group, List<KeyColumn> key, List<ValueColumn> columns) {
    public Lookup {
        key = List.copyOf(key);
        columns = List.copyOf(columns);
    }
}
