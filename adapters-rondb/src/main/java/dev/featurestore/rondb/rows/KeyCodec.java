package dev.featurestore.rondb.rows;

import com.mysql.cj.MysqlType;
import dev.featurestore.domain.value.ColumnType;
import dev.featurestore.domain.value.ColumnType.Base;
import dev.featurestore.domain.value.KeyValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Binds and reads a primary-key column: bound in the column's own type, so that the database looks the key up instead
 * of converting a whole column; read back to the key that a client would have made. Immutable and thread-safe.
 */
record KeyCodec(ColumnType type) {
    private static final String NOT_A_CHARACTER = "22021";

    /** Binds a value. */
    void bind(PreparedStatement statement, int index, KeyValue key) throws SQLException {
        if (key instanceof KeyValue.Whole whole) {
            statement.setLong(index, whole.value());
        } else if (key instanceof KeyValue.Characters characters) {
            statement.setString(index, storable(characters.value()));
        } else if (key instanceof KeyValue.BigWhole whole) {
            statement.setBigDecimal(index, new BigDecimal(whole.value()));
        } else if (key instanceof KeyValue.Exact exact) {
            statement.setBigDecimal(index, exact.value());
        } else if (key instanceof KeyValue.Real real) {
            statement.setDouble(index, real.value());
        } else if (key instanceof KeyValue.Octets octets) {
            bindOctets(statement, index, octets.value());
        } else if (key instanceof KeyValue.Day day) {
            statement.setObject(index, day.value());
        } else if (key instanceof KeyValue.Moment moment) {
            statement.setObject(index, moment.value());
        } else if (key instanceof KeyValue.Span span) {
            statement.setObject(index, span.value(), MysqlType.TIME);
        }
    }

    /** The driver would put a question mark in the place of half a character, and find another row. */
    private static String storable(String characters) throws SQLException {
        for (int i = 0; i < characters.length(); i++) {
            if (Character.isSurrogate(characters.charAt(i))) {
                boolean pair = i + 1 < characters.length()
                        && Character.isSurrogatePair(characters.charAt(i), characters.charAt(i + 1));
                if (!pair) {
                    throw new SQLException("half a character", NOT_A_CHARACTER);
                }
                i++;
            }
        }
        return characters;
    }

    private void bindOctets(PreparedStatement statement, int index, byte[] octets) throws SQLException {
        if (type.base() != Base.BIT) {
            statement.setBytes(index, octets);
            return;
        }
        // A bit column is a number to the database: bytes find nothing.
        BigInteger bits = new BigInteger(1, octets);
        if (bits.bitLength() <= 63) {
            statement.setLong(index, bits.longValue());
        } else {
            statement.setBigDecimal(index, new BigDecimal(bits));
        }
    }

    /** Reads the column; null if there is no row in an outer join. */
    @Nullable
    KeyValue read(Cells row, int index) throws SQLException {
        return switch (type.base()) {
            case TINYINT, SMALLINT, MEDIUMINT, INT, YEAR -> whole(row.whole(index));
            case BIGINT -> type.unsigned() ? unsigned(row.jdbc().getBigDecimal(index)) : whole(row.whole(index));
            case DECIMAL -> exact(row.jdbc().getBigDecimal(index));
            case FLOAT, DOUBLE -> real(row.real(index));
            case CHAR, VARCHAR, TEXT -> characters(row.text(index));
            case BINARY, VARBINARY, BLOB, BIT -> octets(row.octets(index));
            case DATE -> day(row.jdbc().getObject(index, LocalDate.class));
            case TIME -> span(row.jdbc().getObject(index, Duration.class));
            case DATETIME, TIMESTAMP -> moment(row.jdbc().getObject(index, LocalDateTime.class));
            case JSON, OTHER -> throw new IllegalStateException("no key of type " + type);
        };
    }

    private static @Nullable KeyValue whole(@Nullable Long value) {
        return value == null ? null : new KeyValue.Whole(value);
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

    private static @Nullable KeyValue real(@Nullable Double value) {
        // Plus zero: the database does not tell -0.0 from 0.0.
        return value == null ? null : new KeyValue.Real(value + 0.0);
    }

    private static @Nullable KeyValue characters(@Nullable String value) {
        return value == null ? null : new KeyValue.Characters(value);
    }

    private static @Nullable KeyValue octets(byte @Nullable [] value) {
        return value == null ? null : new KeyValue.Octets(value);
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

    /** The value as the column would hold it: a binary column fills up with zero bytes. */
    KeyValue stored(KeyValue key) {
        boolean isShort = type.base() == Base.BINARY
                && key instanceof KeyValue.Octets octets
                && octets.value().length < type.size();
        return isShort ? new KeyValue.Octets(Arrays.copyOf(((KeyValue.Octets) key).value(), type.size())) : key;
    }
}
