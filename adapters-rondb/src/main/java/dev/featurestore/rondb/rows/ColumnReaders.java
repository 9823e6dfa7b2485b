package dev.featurestore.rondb.rows;

import dev.featurestore.domain.value.ColumnType;
import dev.featurestore.domain.value.JsonType;
import dev.featurestore.domain.value.Value;
import dev.featurestore.domain.value.Values;
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
            case DATE -> temporal(LocalDate.class, Temporal::day, 0);
            case DATETIME, TIMESTAMP ->
                temporal(LocalDateTime.class, moment -> Temporal.moment(moment, type.size()), type.size());
            case TIME -> temporal(Duration.class, span -> Temporal.span(span, type.size()), type.size());
            case JSON -> ColumnReaders::json;
            case OTHER -> ColumnReaders::other;
        };
    }

    private static ColumnReader complex(ComplexFeatures.Decoder decoder) {
        return (row, index, into, place) -> {
            byte @Nullable [] bytes = row.bytes(index);
            if (bytes != null) {
                into.value(place, decoder.decode(bytes));
            }
        };
    }

    private static void whole(ResultRow row, int index, Values.Builder into, int place) throws SQLException {
        long value = row.longValue(index);
        if (!row.wasNull()) {
            into.whole(place, value);
        }
    }

    private static void unsigned(ResultRow row, int index, Values.Builder into, int place) throws SQLException {
        @Nullable BigDecimal value = row.jdbc().getBigDecimal(index);
        if (value == null) {
            return;
        }
        if (value.toBigInteger().bitLength() <= 63) {
            into.whole(place, value.longValue());
        } else {
            into.value(place, new Value.Exact(value));
        }
    }

    private static void exact(ResultRow row, int index, Values.Builder into, int place) throws SQLException {
        @Nullable BigDecimal value = row.jdbc().getBigDecimal(index);
        if (value != null) {
            into.value(place, new Value.Exact(value));
        }
    }

    /** Over the text protocol it comes as a double: see {@link Select}. */
    private static void float32(ResultRow row, int index, Values.Builder into, int place) throws SQLException {
        double value = row.doubleValue(index);
        if (!row.wasNull()) {
            into.float32(place, (float) value);
        }
    }

    private static void float64(ResultRow row, int index, Values.Builder into, int place) throws SQLException {
        double value = row.doubleValue(index);
        if (!row.wasNull()) {
            into.float64(place, value);
        }
    }

    private static void text(ResultRow row, int index, Values.Builder into, int place) throws SQLException {
        byte @Nullable [] utf8 = row.utf8(index);
        if (utf8 != null) {
            into.text(place, utf8);
        }
    }

    private static void bytes(ResultRow row, int index, Values.Builder into, int place) throws SQLException {
        byte @Nullable [] value = row.bytes(index);
        if (value != null) {
            into.value(place, new Value.Bytes(value));
        }
    }

    private static <T> ColumnReader temporal(Class<T> type, Function<T, String> text, int fraction) {
        return (row, index, into, place) -> {
            try {
                @Nullable T value = row.jdbc().getObject(index, type);
                if (value != null) {
                    into.value(place, new Value.Text(text.apply(value)));
                }
            } catch (DateTimeException | SQLException noSuchDay) {
                // MySQL holds days that are none, such as 0000-00-00: shown as they are.
                @Nullable String asItIs = row.text(index);
                if (asItIs != null) {
                    into.value(place, new Value.Text(Temporal.withFraction(asItIs, fraction)));
                }
            }
        };
    }

    private static void json(ResultRow row, int index, Values.Builder into, int place) throws SQLException {
        @Nullable String json = row.text(index);
        if (json != null && !json.isEmpty()) {
            into.value(place, verbatim(json));
        }
    }

    private static Value verbatim(String json) {
        return switch (json.charAt(0)) {
            case 'n' -> Value.NULL;
            case 't', 'f' -> new Value.Verbatim(JsonType.BOOLEAN, json);
            case '"' -> new Value.Verbatim(JsonType.STRING, json);
            case '[' -> new Value.Verbatim(JsonType.ARRAY, json);
            case '{' -> new Value.Verbatim(JsonType.OBJECT, json);
            default -> new Value.Verbatim(JsonType.NUMBER, json);
        };
    }

    private static void other(ResultRow row, int index, Values.Builder into, int place) throws SQLException {
        @Nullable Object value = row.jdbc().getObject(index);
        if (value != null) {
            into.value(
                    place, value instanceof byte[] bytes ? new Value.Bytes(bytes) : new Value.Text(value.toString()));
        }
    }
}
