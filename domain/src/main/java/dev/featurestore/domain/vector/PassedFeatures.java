package dev.featurestore.domain.vector;

import dev.featurestore.domain.value.Value;
import java.util.Map;

/**
 * Feature values that the client passes for one vector, by visible feature name. They are the last word on any feature
 * but a label. The map is not copied: who hands it over does not change it.
 */
public record PassedFeatures(Map<String, Value> values) {
    /** Nothing passed. */
    public static final PassedFeatures NONE = new PassedFeatures(Map.of());
}
