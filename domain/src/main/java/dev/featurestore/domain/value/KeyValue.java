package dev.featurestore.domain.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;

/**
 * One primary-key column's value, in the column's own type, ready to be looked up. Made by {@link ColumnType#toKey}.
 * Two are equal when the column could not tell them apart, collations aside: {@code 36}, {@code 36.0} and
 * {@code "36"} make equal keys for a bigint.
 */
public sealed interface KeyValue {

    /** The value that a client sends for this key: a column of its type makes an equal key of it again. */
    default Value asSent() {
        return KeyConversion.sent(this);
    }

    /** For integer and year columns, within 64 bits signed. */
    record Whole(long value) implements KeyValue {}

    /** For bigint unsigned columns, beyond 64 bits signed. */
    record BigWhole(BigInteger value) implements KeyValue {}

    /** For decimal columns, in the column's scale. */
    record Exact(BigDecimal value) implements KeyValue {}

    /** For float and double columns. */
    record Float64(double value) implements KeyValue {}

    /** For text columns: the characters as the client sent them. */
    record Text(String value) implements KeyValue {}

    /** For binary and bit columns. The array is not copied. */
    @SuppressWarnings("ArrayRecordComponent") // equals compares the contents
    record Bytes(byte[] value) implements KeyValue {
        @Override
        public boolean equals(Object other) {
            return other instanceof Bytes that && Arrays.equals(value, that.value);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(value);
        }
    }

    /** For date columns. */
    record Day(LocalDate value) implements KeyValue {}

    /** For datetime columns, and timestamp columns in UTC. */
    record Moment(LocalDateTime value) implements KeyValue {}

    /** For time columns: may be negative and longer than a day. */
    record Span(Duration value) implements KeyValue {}
}
