package dev.featurestore.domain.vector;

import dev.featurestore.domain.value.Value;
import java.util.Map;

/**
 * Feature values that the client passes for one vector, by visible feature name. A passed value takes the place of the
 * stored one, for every feature but a label. The map is not copied: who hands it over must not change it.
 */
public record PassedFeatures(Map<String, Value> values) {
    /** Nothing passed. */
    public static final PassedFeatures NONE = new PassedFeatures(Map.of());
}
