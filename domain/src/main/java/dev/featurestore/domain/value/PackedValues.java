package dev.featurestore.domain.value;

import java.nio.charset.StandardCharsets;

/**
 * Values of which the numbers take no object each: eight bytes and one for their kind; and the texts, if they are of
 * ASCII characters, an array of these. Immutable and thread-safe.
 */
final class PackedValues extends Values {
    static final byte NULL = 0;
    static final byte WHOLE = 1;
    static final byte FLOAT64 = 2;
    static final byte FLOAT32 = 3;
    static final byte ASCII = 4;
    static final byte OBJECT = 5;

    static final long[] NO_NUMBERS = {};
    static final Object[] NO_OBJECTS = {};

    private final byte[] kinds;
    /** At the places of numbers: the number, or its bits. Empty if there are none. */
    private final long[] numbers;
    /** At the places of texts of ASCII characters: their bytes; of all else but numbers: the value. Empty if there are none. */
    private final Object[] objects;

    PackedValues(byte[] kinds, long[] numbers, Object[] objects) {
        this.kinds = kinds;
        this.numbers = numbers;
        this.objects = objects;
    }

    @Override
    public int size() {
        return kinds.length;
    }

    @Override
    public Value get(int index) {
        return switch (kinds[index]) {
            case NULL -> Value.NULL;
            case WHOLE -> new Value.Whole(numbers[index]);
            case FLOAT64 -> new Value.Float64(Double.longBitsToDouble(numbers[index]));
            case FLOAT32 -> new Value.Float32(Float.intBitsToFloat((int) numbers[index]));
            case ASCII -> new Value.Text(new String((byte[]) objects[index], StandardCharsets.US_ASCII));
            default -> (Value) objects[index];
        };
    }

    @Override
    public <X extends Exception> void accept(int index, Visitor<X> visitor) throws X {
        switch (kinds[index]) {
            case NULL -> visitor.value(Value.NULL);
            case WHOLE -> visitor.whole(numbers[index]);
            case FLOAT64 -> visitor.float64(Double.longBitsToDouble(numbers[index]));
            case FLOAT32 -> visitor.float32(Float.intBitsToFloat((int) numbers[index]));
            case ASCII -> visitor.ascii((byte[]) objects[index]);
            default -> visitor.value((Value) objects[index]);
        }
    }

    @Override
    public boolean isNull(int index) {
        return kinds[index] == NULL;
    }
}
