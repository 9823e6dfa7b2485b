package dev.featurestore.domain.value;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The type of a column of an online table, in MySQL's terms: {@code bigint unsigned}, {@code decimal(10,2)},
 * {@code varchar(100)}, {@code datetime(6)}.
 *
 * @param base the type without its parameters
 * @param unsigned whether a numeric type is unsigned
 * @param size digits of a decimal, characters or bytes of a text or binary type (0 if not stated), bits of a bit, digits
 *     of the fraction of a time, datetime or timestamp
 * @param scale digits behind the point of a decimal, else 0
 */
public record ColumnType(Base base, boolean unsigned, int size, int scale) {

    /** MySQL's column types, as far as they differ for keys and values. */
    public enum Base {
        TINYINT,
        SMALLINT,
        MEDIUMINT,
        INT,
        BIGINT,
        DECIMAL,
        FLOAT,
        DOUBLE,
        CHAR,
        VARCHAR,
        TEXT,
        BINARY,
        VARBINARY,
        BLOB,
        DATE,
        TIME,
        DATETIME,
        TIMESTAMP,
        YEAR,
        BIT,
        JSON,
        OTHER
    }

    /** A column of whose type nothing is known: it has no keys, as it is never looked up. */
    public static final ColumnType UNKNOWN = new ColumnType(Base.OTHER, false, 0, 0);

    private static final Pattern NOTATION =
            Pattern.compile("\\s*([a-z]+(?: precision)?)\\s*(?:\\(\\s*(\\d+)\\s*(?:,\\s*(\\d+)\\s*)?\\))?(.*)");

    /**
     * Reads MySQL's notation, {@code information_schema.columns.column_type}.
     *
     * @param text in any case
     * @return the type; {@link Base#OTHER} for a name that is not known
     */
    public static ColumnType parse(String text) {
        Matcher matcher = NOTATION.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return UNKNOWN;
        }
        Base base = base(matcher.group(1));
        int size = matcher.group(2) == null ? defaultSize(base) : Integer.parseInt(matcher.group(2));
        int scale = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
        return new ColumnType(base, matcher.group(4).contains("unsigned"), size, scale);
    }

    private static Base base(String name) {
        return switch (name) {
            case "tinyint", "bool", "boolean" -> Base.TINYINT;
            case "smallint" -> Base.SMALLINT;
            case "mediumint" -> Base.MEDIUMINT;
            case "int", "integer" -> Base.INT;
            case "bigint" -> Base.BIGINT;
            case "decimal", "numeric", "dec" -> Base.DECIMAL;
            case "float" -> Base.FLOAT;
            case "double", "double precision", "real" -> Base.DOUBLE;
            case "char" -> Base.CHAR;
            case "varchar" -> Base.VARCHAR;
            case "text", "tinytext", "mediumtext", "longtext", "enum", "set" -> Base.TEXT;
            case "binary" -> Base.BINARY;
            case "varbinary" -> Base.VARBINARY;
            case "blob", "tinyblob", "mediumblob", "longblob" -> Base.BLOB;
            case "date" -> Base.DATE;
            case "time" -> Base.TIME;
            case "datetime" -> Base.DATETIME;
            case "timestamp" -> Base.TIMESTAMP;
            case "year" -> Base.YEAR;
            case "bit" -> Base.BIT;
            case "json" -> Base.JSON;
            default -> Base.OTHER;
        };
    }

    private static int defaultSize(Base base) {
        return switch (base) {
            case DECIMAL -> 10;
            case BIT, CHAR, BINARY -> 1;
            default -> 0;
        };
    }

    /**
     * Makes a key for this column from what a client sent.
     *
     * @return the key; empty if the value cannot be one of this column: then {@link #keyExpectation} says what could
     */
    public Optional<KeyValue> toKey(Value sent) {
        return KeyConversion.convert(this, sent);
    }

    /** What {@link #toKey} takes, in words for a message: {@code an integer from -128 to 127}. */
    public String keyExpectation() {
        return KeyConversion.expectation(this);
    }

    /** Whether this is an integer type, signed or unsigned; a year is not. */
    public boolean isInteger() {
        return switch (base) {
            case TINYINT, SMALLINT, MEDIUMINT, INT, BIGINT -> true;
            default -> false;
        };
    }

    /** Whether values are characters, which a collation compares. */
    public boolean isText() {
        return base == Base.CHAR || base == Base.VARCHAR || base == Base.TEXT;
    }

    /** MySQL's notation, so that {@link #parse} of it gives this type again. */
    @Override
    public String toString() {
        String name = base.name().toLowerCase(Locale.ROOT);
        String parameters = switch (base) {
            case DECIMAL -> "(" + size + "," + scale + ")";
            case CHAR, VARCHAR, BINARY, VARBINARY, BIT, TIME, DATETIME, TIMESTAMP -> size == 0 ? "" : "(" + size + ")";
            default -> "";
        };
        return name + parameters + (unsigned ? " unsigned" : "");
    }
}
