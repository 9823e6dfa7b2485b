package dev.featurestore.rondb.rows;

import dev.featurestore.domain.value.Value;
import dev.featurestore.rondb.rows.avro.ComplexFeatures;

/** Decodes arrays of doubles as the store does, for a benchmark that needs two adapters. */
public final class EmbeddingAvro {
    private final ComplexFeatures.Decoder decoder = ComplexFeatures.of(
                    "{\"type\":\"record\",\"name\":\"group_1\",\"fields\":[{\"name\":\"embedding\",\"type\":"
                            + "[\"null\",{\"type\":\"array\",\"items\":[\"null\",\"double\"]}]}]}")
            .decoder("embedding");

    /** The value of an {@code array<double>}, encoded as Hopsworks' clients do. */
    public Value decode(byte[] bytes) {
        try {
            return decoder.decode(bytes);
        } catch (ComplexFeatures.Undecodable e) {
            throw new IllegalStateException(e);
        }
    }
}
