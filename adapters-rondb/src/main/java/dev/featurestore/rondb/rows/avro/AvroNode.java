package dev.featurestore.rondb.rows.avro;

import dev.featurestore.domain.value.Value;
import java.io.IOException;

/** One node of a compiled Avro schema. Thread-safe. */
@FunctionalInterface
interface AvroNode {
    /** How deep values may be nested: a recursive schema sets no limit itself. */
    int MAX_DEPTH = 100;

    /**
     * Decodes one value.
     *
     * @param depth how many nodes are around it
     */
    Value read(AvroInput in, int depth) throws IOException;
}
