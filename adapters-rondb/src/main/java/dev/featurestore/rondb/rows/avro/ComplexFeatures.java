package dev.featurestore.rondb.rows.avro;

import dev.featurestore.domain.value.Value;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Decodes the complex features of one feature group by its registered schema. Immutable and thread-safe. */
public final class ComplexFeatures {
    private static final String UNFIT = "its bytes do not fit the registered schema";

    private final Map<String, AvroNode> fields;
    private final String noField;

    private ComplexFeatures(Map<String, AvroNode> fields, String noField) {
        this.fields = fields;
        this.noField = noField;
    }

    /** Without a schema: nothing can be decoded. */
    public static ComplexFeatures without() {
        return new ComplexFeatures(Map.of(), "no schema is registered for its feature group");
    }

    /**
     * By a schema.
     *
     * @param text the group's schema: a record with a field for each feature
     */
    public static ComplexFeatures of(String text) {
        try {
            Schema schema = new Schema.Parser(NameValidator.NO_VALIDATION)
                    .setValidateDefaults(false)
                    .parse(text);
            if (schema.getType() != Schema.Type.RECORD) {
                return new ComplexFeatures(Map.of(), "the registered schema is not that of a record");
            }
            Map<String, AvroNode> fields = new HashMap<>();
            for (Schema.Field field : schema.getFields()) {
                fields.put(field.name(), AvroNodes.compile(field.schema()));
            }
            return new ComplexFeatures(fields, "the registered schema has no such field");
        } catch (AvroRuntimeException invalid) {
            return new ComplexFeatures(Map.of(), "the registered schema is not valid");
        }
    }

    /** How values of that feature are decoded. */
    public Decoder decoder(String feature) {
        return new Decoder(Optional.ofNullable(fields.get(feature)), noField);
    }

    /** Decodes the values of one feature. Immutable and thread-safe. */
    public record Decoder(Optional<AvroNode> node, String noField) {
        /**
         * Decodes one value.
         *
         * @throws Undecodable if the bytes do not fit the schema, or the schema has no such feature
         */
        public Value decode(byte[] bytes) throws Undecodable {
            @Nullable AvroNode decoding = node.orElse(null);
            if (decoding == null) {
                throw new Undecodable(noField);
            }
            AvroInput in = new AvroInput(bytes);
            try {
                Value value = decoding.read(in, 0);
                if (in.remaining() > 0) {
                    throw new Undecodable(UNFIT);
                }
                return value;
            } catch (IOException | AvroRuntimeException unfit) {
                throw new Undecodable(UNFIT);
            }
        }
    }

    /** A value cannot be decoded; the message says why, in words for clients. */
    public static final class Undecodable extends Exception {
        private static final long serialVersionUID = 1L;

        private final String problem;

        Undecodable(String problem) {
            super(problem, null, false, false);
            this.problem = problem;
        }

        /** Why the value cannot be decoded, in words for clients. */
        public String problem() {
            return problem;
        }
    }
}
