package dev.featurestore.domain.view;

import dev.featurestore.domain.value.OfflineType;

/**
 * A position of the feature vector.
 *
 * @param name what clients see: the join's prefix and the feature's name
 * @param type what clients see as its type, and what a passed feature must be
 * @param source where its value comes from, if the request does not pass one
 */
public record VectorFeature(String name, OfflineType type, Source source) {
    /** Where a feature's value comes from. {@code lookup} is a place in {@link FeatureView#lookups()}. */
    public sealed interface Source {
        /** The look-up that the feature belongs to. */
        int lookup();
    }

    /** The entry itself: the feature is the {@code part}-th column of the look-up's key. */
    public record FromKey(int lookup, int part) implements Source {}

    /** The row: the feature is the {@code column}-th value that the look-up reads. */
    public record FromRow(int lookup, int column) implements Source {}
}
