package dev.featurestore.domain.vector;

import dev.featurestore.domain.value.KeyValue;
import java.util.List;

/**
 * The whole primary key of one row.
 *
 * @param parts a value for each column of {@link dev.featurestore.domain.view.Lookup#key()}, in that order
 */
public record Key(List<KeyValue> parts) {
    public Key {
        parts = List.copyOf(parts);
    }
}
