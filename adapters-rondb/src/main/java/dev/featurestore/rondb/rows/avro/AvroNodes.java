package dev.featurestore.rondb.rows.avro;

import dev.featurestore.domain.value.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Compiles an Avro schema to nodes that decode straight to values in plain JSON's shapes: a union is its value, a
 * record or map an object, a logical type the number stored. Used once, by one thread.
 */
final class AvroNodes {
    private final IdentityHashMap<Schema, RecordNode> records = new IdentityHashMap<>();

    private AvroNodes() {}

    static AvroNode compile(Schema schema) {
        return new AvroNodes().node(schema);
    }

    private AvroNode node(Schema schema) {
        return switch (schema.getType()) {
            case NULL -> (in, depth) -> Value.NULL;
            case BOOLEAN -> (in, depth) -> new Value.Bool(in.readBoolean());
            case INT -> (in, depth) -> new Value.Whole(in.readInt());
            case LONG -> (in, depth) -> new Value.Whole(in.readLong());
            case FLOAT -> (in, depth) -> new Value.Float32(in.readFloat());
            case DOUBLE -> (in, depth) -> new Value.Float64(in.readDouble());
            case STRING -> (in, depth) -> new Value.Text(in.readString());
            case BYTES -> (in, depth) -> new Value.Bytes(in.readBytes(in.readLong()));
            case FIXED -> {
                int size = schema.getFixedSize();
                yield (in, depth) -> new Value.Bytes(in.readBytes(size));
            }
            case ENUM ->
                choice(schema.getEnumSymbols().stream()
                        .<AvroNode>map(symbol -> constant(new Value.Text(symbol)))
                        .toList());
            case UNION -> choice(schema.getTypes().stream().map(this::node).toList());
            case ARRAY -> array(schema.getElementType());
            case MAP -> map(node(schema.getValueType()));
            case RECORD -> record(schema);
        };
    }

    private static AvroNode constant(Value value) {
        return (in, depth) -> value;
    }

    /** A number that says which, then that. */
    private static AvroNode choice(List<AvroNode> branches) {
        AvroNode[] nodes = branches.toArray(new AvroNode[0]);
        return (in, depth) -> {
            int branch = in.readInt();
            if (branch < 0 || branch >= nodes.length) {
                throw new AvroMismatch();
            }
            return nodes[branch].read(in, depth);
        };
    }

    private AvroNode array(Schema items) {
        AvroNode item = node(items);
        AvroNode plain = (in, depth) -> {
            List<Value> values = new ArrayList<>();
            readItems(item, in, depth, values);
            return new Value.Sequence(values);
        };
        return AvroNumbers.arrayOf(items, item).orElse(plain);
    }

    /** Reads blocks of items up to the end of the array. */
    static void readItems(AvroNode item, AvroInput in, int depth, List<Value> into) throws IOException {
        int inside = deeper(depth);
        for (int count = in.readBlock(); count > 0; count = in.readBlock()) {
            for (int i = 0; i < count; i++) {
                into.add(item.read(in, inside));
            }
        }
    }

    private static AvroNode map(AvroNode value) {
        return (in, depth) -> {
            int inside = deeper(depth);
            List<String> names = new ArrayList<>();
            List<Value> values = new ArrayList<>();
            for (int count = in.readBlock(); count > 0; count = in.readBlock()) {
                for (int i = 0; i < count; i++) {
                    names.add(in.readString());
                    values.add(value.read(in, inside));
                }
            }
            return new Value.Struct(names, values);
        };
    }

    /** A record may hold itself, so it is known before its fields are. */
    private AvroNode record(Schema schema) {
        @Nullable RecordNode known = records.get(schema);
        if (known != null) {
            return known;
        }
        RecordNode record = new RecordNode(
                schema.getFields().stream().map(Schema.Field::name).toList());
        records.put(schema, record);
        for (Schema.Field field : schema.getFields()) {
            record.fields.add(node(field.schema()));
        }
        return record;
    }

    static int deeper(int depth) throws IOException {
        if (depth >= AvroNode.MAX_DEPTH) {
            throw new AvroMismatch();
        }
        return depth + 1;
    }

    private static final class RecordNode implements AvroNode {
        private final List<String> names;
        private final List<AvroNode> fields = new ArrayList<>();

        RecordNode(List<String> names) {
            this.names = names;
        }

        @Override
        public Value read(AvroInput in, int depth) throws IOException {
            int inside = deeper(depth);
            List<Value> values = new ArrayList<>(fields.size());
            for (AvroNode field : fields) {
                values.add(field.read(in, inside));
            }
            return new Value.Struct(names, values);
        }
    }
}
