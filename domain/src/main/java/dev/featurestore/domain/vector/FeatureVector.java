package dev.featurestore.domain.vector;

import dev.featurestore.domain.Failure;
import dev.featurestore.domain.value.Value;
import dev.featurestore.domain.value.Values;
import java.util.List;

/** The answer for one entry. */
public sealed interface FeatureVector {

    /**
     * How each feature group's look-up went, in the order of
     * {@link dev.featurestore.domain.view.FeatureView#lookups()}.
     */
    List<LookupStatus> lookups();

    /**
     * A vector.
     *
     * @param features a value for each of {@link dev.featurestore.domain.view.FeatureView#features()}, in that order
     * @param complete whether every row was found; else it is missing something
     */
    record Served(Values features, boolean complete, List<LookupStatus> lookups) implements FeatureVector {
        /** A vector, of values in a list that does not change. */
        public Served(List<Value> features, boolean complete, List<LookupStatus> lookups) {
            this(Values.of(features), complete, lookups);
        }
    }

    /** No vector: the entry is at fault, or its values cannot be decoded. */
    record Failed(Failure failure, List<LookupStatus> lookups) implements FeatureVector {}
}
