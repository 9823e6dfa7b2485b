package dev.featurestore.domain.value;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;

/**
 * A value in a feature vector, whether a client sent it or a column holds it. Immutable. Two values are equal if they
 * are of the same variant and hold the same: {@code 36} as a {@link Numeral} does not equal 36 as a {@link Whole}. The
 * core never looks inside what a client sent, except where a key is made from it.
 */
public sealed interface Value {

    /** What the value is on the wire. */
    JsonType kind();

    /** The absent value: an unread column, an SQL NULL, a JSON null. */
    Value NULL = new Null();

    /** Characters as a value. */
    static Value text(String characters) {
        return new Text(characters);
    }

    /** Nothing. Use {@link Value#NULL}. */
    record Null() implements Value {
        @Override
        public JsonType kind() {
            return JsonType.NULL;
        }
    }

    /** True or false; only clients send it, a boolean feature is stored as 0 or 1. */
    record Bool(boolean value) implements Value {
        @Override
        public JsonType kind() {
            return JsonType.BOOLEAN;
        }
    }

    /** Characters: text columns, and dates and times in the form in which the API shows them. */
    record Text(String characters) implements Value {
        @Override
        public JsonType kind() {
            return JsonType.STRING;
        }
    }

    /** A number by its digits, to be written back exactly so: {@code 36}, {@code 1.50}, {@code 1e3}. */
    record Numeral(String digits) implements Value {
        @Override
        public JsonType kind() {
            return JsonType.NUMBER;
        }
    }

    /** A whole number of up to 64 bits, signed. */
    record Whole(long value) implements Value {
        @Override
        public JsonType kind() {
            return JsonType.NUMBER;
        }
    }

    /** An exact number that keeps its scale; also whole numbers beyond 64 bits signed, with scale 0. */
    record Exact(BigDecimal value) implements Value {
        @Override
        public JsonType kind() {
            return JsonType.NUMBER;
        }
    }

    /** A 32-bit float: written with the fewest digits that read back to the same float. */
    record Float32(float value) implements Value {
        @Override
        public JsonType kind() {
            return JsonType.NUMBER;
        }
    }

    /** A 64-bit float: written with the fewest digits that read back to the same double. */
    record Float64(double value) implements Value {
        @Override
        public JsonType kind() {
            return JsonType.NUMBER;
        }
    }

    /** Bytes, written in base64. The array is not copied: who hands it over must not change it. */
    @SuppressWarnings("ArrayRecordComponent") // equals compares the contents
    record Bytes(byte[] bytes) implements Value {
        @Override
        public JsonType kind() {
            return JsonType.STRING;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return "Bytes[" + bytes.length + "]";
        }
    }

    /** A list of values. */
    record Sequence(List<Value> items) implements Value {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public JsonType kind() {
            return JsonType.ARRAY;
        }
    }

    /** A list of doubles, such as an embedding, without a box for each. The array is not copied. */
    @SuppressWarnings("ArrayRecordComponent") // equals compares the contents
    record Doubles(double[] items) implements Value {
        @Override
        public JsonType kind() {
            return JsonType.ARRAY;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Doubles that && Arrays.equals(items, that.items);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(items);
        }

        @Override
        public String toString() {
            return "Doubles[" + items.length + "]";
        }
    }

    /** A list of floats, such as an embedding, without a box for each. The array is not copied. */
    @SuppressWarnings("ArrayRecordComponent") // equals compares the contents
    record Floats(float[] items) implements Value {
        @Override
        public JsonType kind() {
            return JsonType.ARRAY;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Floats that && Arrays.equals(items, that.items);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(items);
        }

        @Override
        public String toString() {
            return "Floats[" + items.length + "]";
        }
    }

    /** Named values in order: a record or a map. The n-th value belongs to the n-th name. */
    record Struct(List<String> names, List<Value> values) implements Value {
        public Struct {
            names = List.copyOf(names);
            values = List.copyOf(values);
            if (names.size() != values.size()) {
                throw new IllegalArgumentException(names.size() + " names for " + values.size() + " values");
            }
        }

        @Override
        public JsonType kind() {
            return JsonType.OBJECT;
        }
    }

    /**
     * A value that is passed through as it is written: an array or object that a client sent, a JSON column.
     *
     * @param kind what it is, as far as the border that made it can tell
     * @param source its text in the notation of the wire, well-formed
     */
    record Verbatim(JsonType kind, String source) implements Value {}
}
