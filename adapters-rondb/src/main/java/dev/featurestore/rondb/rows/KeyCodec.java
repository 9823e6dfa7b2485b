package dev.featurestore.rondb.rows;

import com.mysql.cj.MysqlType;
import com.mysql.cj.jdbc.ServerPreparedStatement;
import dev.featurestore.domain.value.ColumnType;
import dev.featurestore.domain.value.ColumnType.Base;
import dev.featurestore.domain.value.KeyValue;
import dev.featurestore.domain.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Binds and reads a primary-key column: bound in the column's own type, so that the database looks the key up instead
 * of converting a whole column; read back to the key that a client would have made. Immutable and thread-safe.
 */
record KeyCodec(ColumnType type) {
    /** A key of MySQL has at most 3,072 bytes; blanks and ignorable characters that a client adds may not count. */
    private static final int MAX_LENGTH = 16_384;
    /** From here on, the driver's binary form of a time with a fraction is taken for one out of range. */
    private static final Duration LAST_HOUR = Duration.ofHours(838);

    /** Binds a value. */
    void bind(PreparedStatement statement, int index, KeyValue key) throws SQLException {
        if (key instanceof KeyValue.Whole whole) {
            statement.setLong(index, whole.value());
        } else if (key instanceof KeyValue.Text text) {
            statement.setString(index, text.value());
        } else if (key instanceof KeyValue.BigWhole whole) {
            bindUnsigned(statement, index, whole.value());
        } else if (key instanceof KeyValue.Exact exact) {
            statement.setBigDecimal(index, exact.value());
        } else if (key instanceof KeyValue.Float64 number) {
            statement.setDouble(index, number.value());
        } else if (key instanceof KeyValue.Bytes bytes) {
            bindBytes(statement, index, bytes.value());
        } else if (key instanceof KeyValue.Day day) {
            statement.setObject(index, day.value());
        } else if (key instanceof KeyValue.Moment moment) {
            statement.setObject(index, moment.value());
        } else if (key instanceof KeyValue.Span span) {
            bindSpan(statement, index, span);
        }
    }

    /**
     * As an object, but for two forms that the driver gets wrong: in a statement that is not prepared it leaves out
     * hours that are zero, so that 00:22:33 becomes 22:33, and of a fraction in the last hour MySQL says that it is out
     * of range.
     */
    private static void bindSpan(PreparedStatement statement, int index, KeyValue.Span span) throws SQLException {
        if (statement.isWrapperFor(ServerPreparedStatement.class)
                && span.value().abs().compareTo(LAST_HOUR) < 0) {
            statement.setObject(index, span.value(), MysqlType.TIME);
        } else {
            String text = ((Value.Text) span.asSent()).characters();
            // Microseconds are all that a column has; with nine digits it would be found by = but not by IN.
            statement.setString(index, text.contains(".") ? text.substring(0, text.length() - 3) : text);
        }
    }

    /**
     * Whether any row could have that value: not if it is longer than a key can be, or has half a character, in whose
     * place the driver would put a question mark, and find another row.
     */
    boolean canBeStored(KeyValue key) {
        if (key instanceof KeyValue.Text text) {
            return text.value().length() <= MAX_LENGTH && isOfWholeCharacters(text.value());
        }
        return !(key instanceof KeyValue.Bytes bytes) || bytes.value().length <= MAX_LENGTH;
    }

    private static boolean isOfWholeCharacters(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                boolean pair = i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
                if (!pair) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /**
     * A whole number beyond 64 bits signed. In a prepared statement as what it is: MySQL does not find it as a decimal
     * where it is one of several key columns.
     */
    private static void bindUnsigned(PreparedStatement statement, int index, BigInteger number) throws SQLException {
        if (statement.isWrapperFor(ServerPreparedStatement.class)) {
            statement.setObject(index, number, MysqlType.BIGINT_UNSIGNED);
        } else {
            statement.setBigDecimal(index, new BigDecimal(number));
        }
    }

    private void bindBytes(PreparedStatement statement, int index, byte[] bytes) throws SQLException {
        if (type.base() != Base.BIT) {
            statement.setBytes(index, bytes);
            return;
        }
        // A bit column is a number to the database: bytes find nothing.
        BigInteger bits = new BigInteger(1, bytes);
        if (bits.bitLength() <= 63) {
            statement.setLong(index, bits.longValue());
        } else {
            bindUnsigned(statement, index, bits);
        }
    }

    /** Whether its keys are all {@link KeyValue.Whole}. */
    boolean isAlwaysWhole() {
        return switch (type.base()) {
            case TINYINT, SMALLINT, MEDIUMINT, INT, YEAR -> true;
            case BIGINT -> !type.unsigned();
            default -> false;
        };
    }

    /**
     * Reads the column; null if there is no row in an outer join.
     *
     * @throws SQLException also if it is no key that a client could send, such as a day that is none
     */
    @Nullable
    KeyValue read(ResultRow row, int index) throws SQLException {
        try {
            return valueOf(row, index);
        } catch (DateTimeException noSuchDay) {
            throw new SQLException("no such day", noSuchDay);
        }
    }

    private @Nullable KeyValue valueOf(ResultRow row, int index) throws SQLException {
        return switch (type.base()) {
            case TINYINT, SMALLINT, MEDIUMINT, INT, YEAR -> whole(row, index);
            case BIGINT -> type.unsigned() ? unsigned(row.jdbc().getBigDecimal(index)) : whole(row, index);
            case DECIMAL -> exact(row.jdbc().getBigDecimal(index));
            case FLOAT, DOUBLE -> float64(row, index);
            case CHAR, VARCHAR, TEXT -> text(row.text(index));
            case BINARY, VARBINARY, BLOB, BIT -> bytes(row.bytes(index));
            case DATE -> day(row.jdbc().getObject(index, LocalDate.class));
            case TIME -> span(row.jdbc().getObject(index, Duration.class));
            case DATETIME, TIMESTAMP -> moment(row.jdbc().getObject(index, LocalDateTime.class));
            case JSON, OTHER -> throw new IllegalStateException("no key of type " + type);
        };
    }

    private static @Nullable KeyValue whole(ResultRow row, int index) throws SQLException {
        long value = row.longValue(index);
        return row.wasNull() ? null : new KeyValue.Whole(value);
    }

    private static @Nullable KeyValue unsigned(@Nullable BigDecimal value) {
        if (value == null) {
            return null;
        }
        BigInteger whole = value.toBigInteger();
        return whole.bitLength() <= 63 ? new KeyValue.Whole(whole.longValue()) : new KeyValue.BigWhole(whole);
    }

    private @Nullable KeyValue exact(@Nullable BigDecimal value) {
        return value == null ? null : new KeyValue.Exact(value.setScale(type.scale()));
    }

    private static @Nullable KeyValue float64(ResultRow row, int index) throws SQLException {
        double value = row.doubleValue(index);
        // Plus zero: the database does not tell -0.0 from 0.0.
        return row.wasNull() ? null : new KeyValue.Float64(value + 0.0);
    }

    private static @Nullable KeyValue text(@Nullable String value) {
        return value == null ? null : new KeyValue.Text(value);
    }

    private static @Nullable KeyValue bytes(byte @Nullable [] value) {
        return value == null ? null : new KeyValue.Bytes(value);
    }

    private static @Nullable KeyValue day(@Nullable LocalDate value) {
        return value == null ? null : new KeyValue.Day(value);
    }

    private static @Nullable KeyValue span(@Nullable Duration value) {
        return value == null ? null : new KeyValue.Span(value);
    }

    private static @Nullable KeyValue moment(@Nullable LocalDateTime value) {
        return value == null ? null : new KeyValue.Moment(value);
    }
}
