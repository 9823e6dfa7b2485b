package dev.featurestore.rondb.rows.avro;

import java.io.IOException;

/** Bytes are not what the schema says. */
final class AvroMismatch extends IOException {
    private static final long serialVersionUID = 1L;

    AvroMismatch() {
        super("the bytes do not fit the schema");
    }
}
