package dev.featurestore.rondb.rows;

import dev.featurestore.domain.value.ColumnType;
import dev.featurestore.domain.value.JsonType;
import dev.featurestore.domain.value.Value;
import dev.featurestore.domain.view.ValueColumn;
import dev.featurestore.rondb.rows.avro.ComplexFeatures;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How the columns of each type are read without loss over the binary protocol. */
final class ColumnReaders {
    private ColumnReaders() {}

    static ColumnReader of(ValueColumn column, ComplexFeatures complex) {
        if (column.offlineType().isComplex() && isBinary(column.type())) {
            return complex(complex.decoder(column.name()));
        }
        return of(column.type());
    }

    private static boolean isBinary(ColumnType type) {
        return switch (type.base()) {
            case BINARY, VARBINARY, BLOB -> true;
            default -> false;
        };
    }

    static ColumnReader of(ColumnType type) {
        return switch (type.base()) {
            case TINYINT, SMALLINT, MEDIUMINT, INT, YEAR -> ColumnReaders::whole;
            case BIGINT -> type.unsigned() ? ColumnReaders::unsigned : ColumnReaders::whole;
            case DECIMAL -> ColumnReaders::exact;
            case FLOAT -> ColumnReaders::float32;
            case DOUBLE -> ColumnReaders::float64;
            case CHAR, VARCHAR, TEXT -> ColumnReaders::text;
            case BINARY, VARBINARY, BLOB, BIT -> ColumnReaders::bytes;
            case DATE -> temporal(LocalDate.class, Temporal::day);
            case DATETIME, TIMESTAMP -> temporal(LocalDateTime.class, moment -> Temporal.moment(moment, type.size()));
            case TIME -> temporal(Duration.class, span -> Temporal.span(span, type.size()));
            case JSON -> ColumnReaders::json;
            case OTHER -> ColumnReaders::other;
        };
    }

    private static ColumnReader complex(ComplexFeatures.Decoder decoder) {
        return (row, index) -> {
            byte @Nullable [] bytes = row.bytes(index);
            return bytes == null ? Value.NULL : decoder.decode(bytes);
        };
    }

    private static Value whole(ResultRow row, int index) throws SQLException {
        @Nullable Long value = row.longValue(index);
        return value == null ? Value.NULL : new Value.Whole(value);
    }

    private static Value unsigned(ResultRow row, int index) throws SQLException {
        @Nullable BigDecimal value = row.jdbc().getBigDecimal(index);
        if (value == null) {
            return Value.NULL;
        }
        return value.toBigInteger().bitLength() <= 63 ? new Value.Whole(value.longValue()) : new Value.Exact(value);
    }

    private static Value exact(ResultRow row, int index) throws SQLException {
        @Nullable BigDecimal value = row.jdbc().getBigDecimal(index);
        return value == null ? Value.NULL : new Value.Exact(value);
    }

    /** The statement asks for it as a double: see {@link Sql#value}. */
    private static Value float32(ResultRow row, int index) throws SQLException {
        @Nullable Double value = row.doubleValue(index);
        return value == null ? Value.NULL : new Value.Float32(value.floatValue());
    }

    private static Value float64(ResultRow row, int index) throws SQLException {
        @Nullable Double value = row.doubleValue(index);
        return value == null ? Value.NULL : new Value.Float64(value);
    }

    private static Value text(ResultRow row, int index) throws SQLException {
        @Nullable String value = row.text(index);
        return value == null ? Value.NULL : new Value.Text(value);
    }

    private static Value bytes(ResultRow row, int index) throws SQLException {
        byte @Nullable [] value = row.bytes(index);
        return value == null ? Value.NULL : new Value.Bytes(value);
    }

    private static <T> ColumnReader temporal(Class<T> type, Function<T, String> text) {
        return (row, index) -> {
            try {
                @Nullable T value = row.jdbc().getObject(index, type);
                return value == null ? Value.NULL : new Value.Text(text.apply(value));
            } catch (DateTimeException | SQLException noSuchDay) {
                // MySQL holds days that are none, such as 0000-00-00: shown as they are.
                return text(row, index);
            }
        };
    }

    private static Value json(ResultRow row, int index) throws SQLException {
        @Nullable String json = row.text(index);
        if (json == null || json.isEmpty()) {
            return Value.NULL;
        }
        return switch (json.charAt(0)) {
            case 'n' -> Value.NULL;
            case 't', 'f' -> new Value.Verbatim(JsonType.BOOLEAN, json);
            case '"' -> new Value.Verbatim(JsonType.STRING, json);
            case '[' -> new Value.Verbatim(JsonType.ARRAY, json);
            case '{' -> new Value.Verbatim(JsonType.OBJECT, json);
            default -> new Value.Verbatim(JsonType.NUMBER, json);
        };
    }

    private static Value other(ResultRow row, int index) throws SQLException {
        @Nullable Object value = row.jdbc().getObject(index);
        if (value == null) {
            return Value.NULL;
        }
        return value instanceof byte[] bytes ? new Value.Bytes(bytes) : new Value.Text(value.toString());
    }
}
