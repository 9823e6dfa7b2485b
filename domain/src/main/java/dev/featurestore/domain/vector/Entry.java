package dev.featurestore.domain.vector;

import dev.featurestore.domain.value.JsonType;
import dev.featurestore.domain.value.Value;
import java.util.Map;

/** One entry of a request: what the client sent to name the rows of one vector. */
public sealed interface Entry {

    /** Serving-key names and their values. The map is not copied: who hands it over must not change it. */
    record Given(Map<String, Value> values) implements Entry {}

    /** Something else than names and values, in a batch. */
    record NotAnObject(JsonType kind) implements Entry {}
}
