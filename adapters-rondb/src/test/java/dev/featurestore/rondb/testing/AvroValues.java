package dev.featurestore.rondb.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Encodes values of complex features, given as the API shows them, as the online store keeps them. */
public final class AvroValues {
    private AvroValues() {}

    /**
     * The bytes of a value.
     *
     * @param offlineType such as {@code map<string,array<int>>}
     */
    public static byte[] encode(String offlineType, JsonNode value) {
        Schema schema = AvroSchemas.of("value", offlineType);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
            new GenericDatumWriter<>(schema).write(datum(schema, value), encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static Object datum(Schema schema, JsonNode value) {
        return switch (schema.getType()) {
            case NULL -> null;
            case UNION -> datum(branch(schema, value), value);
            case RECORD -> record(schema, value);
            case ARRAY -> array(schema, value);
            case MAP -> map(schema, value);
            case STRING -> value.textValue();
            case BYTES -> ByteBuffer.wrap(Base64.getDecoder().decode(value.textValue()));
            case INT -> value.intValue();
            case LONG -> value.longValue();
            case FLOAT -> value.floatValue();
            case DOUBLE -> value.doubleValue();
            case BOOLEAN -> value.booleanValue();
            case ENUM, FIXED -> throw new IllegalArgumentException("offline types have no " + schema.getType());
        };
    }

    private static Schema branch(Schema union, JsonNode value) {
        return union.getTypes().stream()
                .filter(type -> fits(type, value))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(value + " is none of " + union));
    }

    private static boolean fits(Schema type, JsonNode value) {
        return switch (type.getType()) {
            case NULL -> value.isNull();
            case RECORD, MAP -> value.isObject();
            case ARRAY -> value.isArray();
            case STRING, BYTES -> value.isTextual();
            case INT -> value.canConvertToInt() && value.isIntegralNumber();
            case LONG -> value.canConvertToLong() && value.isIntegralNumber();
            case FLOAT, DOUBLE -> value.isNumber();
            case BOOLEAN -> value.isBoolean();
            case UNION, ENUM, FIXED -> false;
        };
    }

    private static GenericData.Record record(Schema schema, JsonNode value) {
        GenericData.Record record = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
            record.put(field.pos(), datum(field.schema(), value.required(field.name())));
        }
        return record;
    }

    private static List<Object> array(Schema schema, JsonNode value) {
        List<Object> items = new ArrayList<>();
        for (JsonNode item : value) {
            items.add(datum(schema.getElementType(), item));
        }
        return items;
    }

    private static Map<String, Object> map(Schema schema, JsonNode value) {
        Map<String, Object> entries = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            entries.put(entry.getKey(), datum(schema.getValueType(), entry.getValue()));
        }
        return entries;
    }
}
