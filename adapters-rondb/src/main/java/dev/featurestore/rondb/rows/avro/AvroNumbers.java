package dev.featurestore.rondb.rows.avro;

import dev.featurestore.domain.value.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/** Arrays of floats and doubles, such as embeddings: decoded without a box for each number, as long as none is null. */
final class AvroNumbers {
    private AvroNumbers() {}

    /** @param item the node of one item, for arrays that have a null in them; empty if the items are no such numbers */
    static Optional<AvroNode> arrayOf(Schema items, AvroNode item) {
        if (items.getType() != Schema.Type.UNION) {
            return numbers(items.getType(), -1, item);
        }
        List<Schema> branches = items.getTypes();
        if (branches.size() == 2 && branches.get(0).getType() == Schema.Type.NULL) {
            return numbers(branches.get(1).getType(), 1, item);
        }
        if (branches.size() == 2 && branches.get(1).getType() == Schema.Type.NULL) {
            return numbers(branches.get(0).getType(), 0, item);
        }
        return Optional.empty();
    }

    private static Optional<AvroNode> numbers(Schema.Type type, int branch, AvroNode item) {
        if (type == Schema.Type.DOUBLE) {
            return Optional.of((in, depth) -> doubles(in, depth, branch, item));
        }
        return type == Schema.Type.FLOAT
                ? Optional.of((in, depth) -> floats(in, depth, branch, item))
                : Optional.empty();
    }

    /** @param branch which branch of the union is the number, which the other is null; -1: no union */
    private static Value doubles(AvroInput in, int depth, int branch, AvroNode item) throws IOException {
        double[] numbers = new double[0];
        int length = 0;
        for (int count = in.readBlock(); count > 0; count = in.readBlock()) {
            numbers = Arrays.copyOf(numbers, length + Math.min(count, in.remaining()));
            for (int i = 0; i < count; i++) {
                if (isNull(in, branch)) {
                    List<Value> values = new ArrayList<>();
                    Arrays.stream(numbers, 0, length).forEach(number -> values.add(new Value.Float64(number)));
                    return rest(values, count - i - 1, item, in, depth);
                }
                numbers[length] = in.readDouble();
                length++;
            }
        }
        return new Value.Doubles(numbers);
    }

    private static Value floats(AvroInput in, int depth, int branch, AvroNode item) throws IOException {
        float[] numbers = new float[0];
        int length = 0;
        for (int count = in.readBlock(); count > 0; count = in.readBlock()) {
            numbers = Arrays.copyOf(numbers, length + Math.min(count, in.remaining()));
            for (int i = 0; i < count; i++) {
                if (isNull(in, branch)) {
                    List<Value> values = new ArrayList<>();
                    for (int j = 0; j < length; j++) {
                        values.add(new Value.Float32(numbers[j]));
                    }
                    return rest(values, count - i - 1, item, in, depth);
                }
                numbers[length] = in.readFloat();
                length++;
            }
        }
        return new Value.Floats(numbers);
    }

    private static boolean isNull(AvroInput in, int branch) throws IOException {
        if (branch < 0) {
            return false;
        }
        int chosen = in.readInt();
        if (chosen != branch && chosen != 1 - branch) {
            throw new AvroMismatch();
        }
        return chosen != branch;
    }

    /** Goes on after the first null, box by box. */
    private static Value rest(List<Value> values, int left, AvroNode item, AvroInput in, int depth) throws IOException {
        values.add(Value.NULL);
        for (int i = 0; i < left; i++) {
            values.add(item.read(in, depth));
        }
        AvroNodes.readItems(item, in, depth, values);
        return new Value.Sequence(values);
    }
}
