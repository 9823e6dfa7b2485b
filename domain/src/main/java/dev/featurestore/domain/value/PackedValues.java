package dev.featurestore.domain.value;

/** Values of which the numbers take no object each: eight bytes and one for their kind. Immutable and thread-safe. */
final class PackedValues extends Values {
    static final byte NULL = 0;
    static final byte WHOLE = 1;
    static final byte FLOAT64 = 2;
    static final byte FLOAT32 = 3;
    static final byte OBJECT = 4;

    static final long[] NO_NUMBERS = {};
    static final Value[] NO_OBJECTS = {};

    private final byte[] kinds;
    /** At the places of numbers: the number, or its bits. Empty if there are none. */
    private final long[] numbers;
    /** At the places of all that is no number. Empty if there are none. */
    private final Value[] objects;

    PackedValues(byte[] kinds, long[] numbers, Value[] objects) {
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
            default -> objects[index];
        };
    }

    @Override
    public <X extends Exception> void accept(int index, Visitor<X> visitor) throws X {
        switch (kinds[index]) {
            case NULL -> visitor.value(Value.NULL);
            case WHOLE -> visitor.whole(numbers[index]);
            case FLOAT64 -> visitor.float64(Double.longBitsToDouble(numbers[index]));
            case FLOAT32 -> visitor.float32(Float.intBitsToFloat((int) numbers[index]));
            default -> visitor.value(objects[index]);
        }
    }

    @Override
    public boolean isNull(int index) {
        return kinds[index] == NULL;
    }
}
