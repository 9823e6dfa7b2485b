package dev.featurestore.rondb.rows.avro;

/** Bytes are not what the schema says. An everyday event after a schema has changed, so it costs no stack trace. */
final class AvroMismatch extends Exception {
    private static final long serialVersionUID = 1L;

    AvroMismatch() {
        super("the bytes do not fit the schema", null, false, false);
    }
}
