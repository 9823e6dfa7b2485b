package dev.featurestore.domain.value;

import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/**
 * Values in order: those of a row, or of a feature vector. As a list it gives an object for each value; {@link #accept}
 * gives numbers and most texts without one, for callers that take many. Immutable and thread-safe.
 */
public abstract class Values extends AbstractList<Value> implements RandomAccess {

    /** The values of a list that does not change. */
    public static Values of(List<Value> values) {
        return values instanceof Values already ? already : new Listed(values);
    }

    /**
     * Takes values of each kind.
     *
     * @param <X> what it may throw
     */
    public interface Visitor<X extends Exception> {
        /** A {@link Value.Whole}. */
        void whole(long value) throws X;

        /** A {@link Value.Float64}. */
        void float64(double value) throws X;

        /** A {@link Value.Float32}. */
        void float32(float value) throws X;

        /** A {@link Value.Text} of ASCII characters only, each a byte. The array is not to be changed. */
        void ascii(byte[] characters) throws X;

        /**
         * Any value that is there as an object, {@link Value#NULL} included: it may be one of those above, too.
         */
        void value(Value value) throws X;
    }

    /**
     * Gives one value to a visitor, by one call.
     *
     * @throws IndexOutOfBoundsException if there is no such value
     */
    public abstract <X extends Exception> void accept(int index, Visitor<X> visitor) throws X;

    /**
     * Whether that value is {@link Value#NULL}.
     *
     * @throws IndexOutOfBoundsException if there is no such value
     */
    public abstract boolean isNull(int index);

    /**
     * Puts values together, of which numbers take no object each, and texts of ASCII characters no more than their
     * bytes. What is not set is null. To be used once, by one thread.
     */
    public static final class Builder {
        private final byte[] kinds;
        private long[] numbers = PackedValues.NO_NUMBERS;
        private Object[] objects = PackedValues.NO_OBJECTS;

        /** @param size how many values */
        public Builder(int size) {
            kinds = new byte[size];
        }

        /** Sets a {@link Value.Whole}. */
        public void whole(int index, long value) {
            number(index, PackedValues.WHOLE, value);
        }

        /** Sets a {@link Value.Float64}. */
        public void float64(int index, double value) {
            number(index, PackedValues.FLOAT64, Double.doubleToRawLongBits(value));
        }

        /** Sets a {@link Value.Float32}. */
        public void float32(int index, float value) {
            number(index, PackedValues.FLOAT32, Float.floatToRawIntBits(value));
        }

        private void number(int index, byte kind, long bits) {
            if (numbers.length == 0) {
                numbers = new long[kinds.length];
            }
            kinds[index] = kind;
            numbers[index] = bits;
        }

        /** Sets a value of any kind. */
        public void value(int index, Value value) {
            if (value instanceof Value.Null) {
                kinds[index] = PackedValues.NULL;
                return;
            }
            object(index, PackedValues.OBJECT, value);
        }

        /**
         * Sets a {@link Value.Text}.
         *
         * @param utf8 its characters; what is not UTF-8 becomes the replacement character. Not to be changed any more
         */
        public void text(int index, byte[] utf8) {
            if (Ascii.isAscii(utf8)) {
                object(index, PackedValues.ASCII, utf8);
            } else {
                object(index, PackedValues.OBJECT, new Value.Text(new String(utf8, StandardCharsets.UTF_8)));
            }
        }

        private void object(int index, byte kind, Object object) {
            if (objects.length == 0) {
                objects = new Object[kinds.length];
            }
            kinds[index] = kind;
            objects[index] = object;
        }

        /** The values. */
        public Values build() {
            return new PackedValues(kinds, numbers, objects);
        }
    }

    private static final class Listed extends Values {
        private final List<Value> values;

        Listed(List<Value> values) {
            this.values = values;
        }

        @Override
        public Value get(int index) {
            return values.get(index);
        }

        @Override
        public int size() {
            return values.size();
        }

        @Override
        public <X extends Exception> void accept(int index, Visitor<X> visitor) throws X {
            visitor.value(values.get(index));
        }

        @Override
        public boolean isNull(int index) {
            return values.get(index) instanceof Value.Null;
        }
    }
}
