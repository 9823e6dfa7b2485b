package dev.featurestore.inmemory.file;

import com.fasterxml.jackson.databind.JsonNode;
import dev.featurestore.domain.value.ColumnType;
import dev.featurestore.domain.value.JsonType;
import dev.featurestore.domain.value.KeyValue;
import dev.featurestore.domain.value.Value;
import java.math.BigDecimal;
import java.util.Optional;

/** Reads the value of one column in one row, once, into the form in which it is served. */
final class CellParser {
    private CellParser() {}

    /** The value; noted and {@link Value#NULL} if the column cannot hold it. */
    static Value read(Column column, Node node) {
        if (node.json().isNull()) {
            return Value.NULL;
        }
        if (column.offline().isComplex()) {
            return ComplexValues.read(column.offline(), node);
        }
        ColumnType type = column.online();
        Optional<Value> value = scalar(type, node.json());
        if (value.isEmpty()) {
            node.expected(expectation(type) + " (column type " + type + ")");
        }
        return value.orElse(Value.NULL);
    }

    /** The value, which is not null; empty if a column of that type cannot hold it. */
    static Optional<Value> scalar(ColumnType type, JsonNode json) {
        return switch (type.base()) {
            case TINYINT, SMALLINT, MEDIUMINT, INT, BIGINT, YEAR -> number(type, json, json.isIntegralNumber());
            case DECIMAL -> number(type, json, json.isNumber());
            case FLOAT -> real(type, json).map(Double::floatValue).map(Value.Float32::new);
            case DOUBLE -> real(type, json).map(Value.Float64::new);
            case CHAR, VARCHAR, TEXT ->
                text(json)
                        .map(text -> stored(text, type))
                        .filter(text -> fits(text, type))
                        .map(Value::text);
            case BINARY, VARBINARY, BLOB, BIT -> bytes(type, json).map(Value.Bytes::new);
            case DATE, TIME, DATETIME, TIMESTAMP -> moment(type, json).map(Value::text);
            case JSON -> Optional.of(new Value.Verbatim(kind(json), json.toString()));
            case OTHER -> Optional.empty();
        };
    }

    private static String expectation(ColumnType type) {
        return switch (type.base()) {
            case CHAR, VARCHAR -> "a string of up to " + type.size() + " characters";
            case TEXT -> "a string";
            case BINARY -> "base64 of " + type.size() + " bytes";
            case VARBINARY -> "base64 of up to " + type.size() + " bytes";
            default -> type.keyExpectation();
        };
    }

    private static Optional<Value> number(ColumnType type, JsonNode json, boolean rightForm) {
        return rightForm ? type.toKey(new Value.Numeral(json.asText())).map(CellParser::value) : Optional.empty();
    }

    private static Value value(KeyValue number) {
        if (number instanceof KeyValue.Whole whole) {
            return new Value.Whole(whole.value());
        }
        if (number instanceof KeyValue.BigWhole big) {
            return new Value.Exact(new BigDecimal(big.value()));
        }
        return new Value.Exact(((KeyValue.Exact) number).value());
    }

    private static Optional<Double> real(ColumnType type, JsonNode json) {
        return json.isNumber()
                ? type.toKey(new Value.Numeral(json.asText())).map(key -> ((KeyValue.Float64) key).value())
                : Optional.empty();
    }

    private static Optional<String> text(JsonNode json) {
        return json.isTextual() ? Optional.of(json.textValue()) : Optional.empty();
    }

    /** The text without the blanks at its end that a char column drops. */
    static String stored(String text, ColumnType type) {
        int end = text.length();
        while (type.base() == ColumnType.Base.CHAR && end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        return text.substring(0, end);
    }

    private static boolean fits(String text, ColumnType type) {
        return type.size() == 0 || text.codePointCount(0, text.length()) <= type.size();
    }

    private static Optional<byte[]> bytes(ColumnType type, JsonNode json) {
        return text(json)
                .flatMap(base64 -> type.toKey(Value.text(base64)))
                .map(key -> ((KeyValue.Bytes) key).value())
                .filter(bytes -> switch (type.base()) {
                    case BINARY -> bytes.length == type.size();
                    case VARBINARY -> bytes.length <= type.size();
                    default -> true;
                });
    }

    /** The text with the fraction as wide as the column's, as a database would give it back. */
    private static Optional<String> moment(ColumnType type, JsonNode json) {
        return text(json)
                .filter(text -> type.toKey(Value.text(text)).isPresent())
                .map(text -> type.base() == ColumnType.Base.DATE ? text : withFraction(text, type.size()));
    }

    private static String withFraction(String text, int digits) {
        int point = text.indexOf('.');
        String whole = point < 0 ? text : text.substring(0, point);
        String fraction = (point < 0 ? "" : text.substring(point + 1)) + "000000";
        return digits == 0 ? whole : whole + "." + fraction.substring(0, digits);
    }

    private static JsonType kind(JsonNode json) {
        return switch (json.getNodeType()) {
            case ARRAY -> JsonType.ARRAY;
            case BOOLEAN -> JsonType.BOOLEAN;
            case NUMBER -> JsonType.NUMBER;
            case OBJECT -> JsonType.OBJECT;
            case STRING -> JsonType.STRING;
            case BINARY, MISSING, NULL, POJO -> JsonType.NULL;
        };
    }
}
