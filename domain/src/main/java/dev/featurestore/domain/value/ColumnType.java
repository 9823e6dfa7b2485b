package dev.featurestore.domain.value;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The type of a column of an online table, in MySQL's terms: {@code bigint unsigned}, {@code decimal(10,2)},
 * {@code varchar(100)}, {@code datetime(6)}. What does not change a type is forgotten, so that two types are equal when
 * they hold the same values: {@code int(11)} is {@code int}.
 *
 * @param base the type without its parameters
 * @param unsigned whether a numeric type is unsigned
 * @param size digits of a decimal; characters of a char or varchar, bytes of a binary or varbinary (0 if not stated);
 *     bits of a bit; digits of the fraction of a time, datetime or timestamp; else 0
 * @param scale digits behind the point of a decimal, else 0
 */
public record ColumnType(Base base, boolean unsigned, int size, int scale) {

    /** MySQL's column types, as far as they differ for keys and values. */
    public enum Base {
        TINYINT(8),
        SMALLINT(16),
        MEDIUMINT(24),
        INT(32),
        BIGINT(64),
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
        OTHER;

        private final int integerBits;

        Base() {
            this(0);
        }

        Base(int integerBits) {
            this.integerBits = integerBits;
        }

        /** How wide an integer type is; 0 for all others. */
        int integerBits() {
            return integerBits;
        }
    }

    /** The types of which the size says what they hold, and the size that MySQL gives them if none is stated. */
    private static final Map<Base, Integer> DEFAULT_SIZES = Map.of(
            Base.DECIMAL, 10,
            Base.CHAR, 1,
            Base.VARCHAR, 0,
            Base.BINARY, 1,
            Base.VARBINARY, 0,
            Base.BIT, 1,
            Base.TIME, 0,
            Base.DATETIME, 0,
            Base.TIMESTAMP, 0);

    /** A column of whose type nothing is known: it has no keys, as it is never looked up. */
    public static final ColumnType UNKNOWN = new ColumnType(Base.OTHER, false, 0, 0);

    private static final Pattern NOTATION = Pattern.compile(
            "\\s*([a-z]+(?: precision)?)\\s*(?:\\(\\s*(\\d{1,9})\\s*(?:,\\s*(\\d{1,9})\\s*)?\\))?(.*)", Pattern.DOTALL);

    public ColumnType {
        unsigned = unsigned && isNumeric(base);
        size = DEFAULT_SIZES.containsKey(base) ? size : 0;
        scale = base == Base.DECIMAL ? scale : 0;
    }

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
        int size = matcher.group(2) == null ? DEFAULT_SIZES.getOrDefault(base, 0) : Integer.parseInt(matcher.group(2));
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

    private static boolean isNumeric(Base base) {
        return base.integerBits() > 0 || base == Base.DECIMAL || base == Base.FLOAT || base == Base.DOUBLE;
    }

    /**
     * Makes a key for this column from what a client sent: text, or a number by its digits. Any other value makes none.
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
        return base.integerBits() > 0;
    }

    /** Whether values are characters, which a collation compares. */
    public boolean isText() {
        return base == Base.CHAR || base == Base.VARCHAR || base == Base.TEXT;
    }

    /** MySQL's notation, so that {@link #parse} of it gives this type again. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(base.name().toLowerCase(Locale.ROOT));
        if (base == Base.DECIMAL) {
            text.append('(').append(size).append(',').append(scale).append(')');
        } else if (size != DEFAULT_SIZES.getOrDefault(base, 0)) {
            text.append('(').append(size).append(')');
        }
        return text.append(unsigned ? " unsigned" : "").toString();
    }
}
