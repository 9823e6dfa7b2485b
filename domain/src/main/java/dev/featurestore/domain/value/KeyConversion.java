package dev.featurestore.domain.value;

import dev.featurestore.domain.value.ColumnType.Base;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Turns what a client sent into a key of a column's type: one rule for each family of column types. */
final class KeyConversion {
    private static final ColumnType YEARS = new ColumnType(Base.SMALLINT, true, 0, 0);
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");

    // Beyond the reach of every column: a double has at most 309 digits before the point and 1074 behind it.
    private static final int LONGEST_NUMBER = 512;
    private static final int MAX_DIGITS_BEFORE_POINT = 400;
    private static final int MAX_DIGITS_BEHIND_POINT = 1200;

    /** So many digits always fit a long. */
    private static final int EASY_DIGITS = 18;

    private KeyConversion() {}

    static Optional<KeyValue> convert(ColumnType type, Value sent) {
        return switch (type.base()) {
            case TINYINT, SMALLINT, MEDIUMINT, INT, BIGINT -> whole(type, sent);
            case YEAR -> year(sent);
            case DECIMAL -> exact(type, sent);
            case FLOAT, DOUBLE -> float64(type, sent);
            case CHAR, VARCHAR, TEXT -> characters(sent);
            case BINARY, VARBINARY, BLOB -> bytes(type, sent);
            case BIT -> bits(type, sent);
            case DATE -> text(sent).flatMap(TemporalKeys::day);
            case TIME -> text(sent).flatMap(text -> TemporalKeys.span(text, type.size()));
            case DATETIME -> text(sent).flatMap(text -> TemporalKeys.moment(text, type.size()));
            case TIMESTAMP ->
                text(sent)
                        .flatMap(text -> TemporalKeys.moment(text, type.size()))
                        .filter(TemporalKeys::inTimestampRange);
            case JSON, OTHER -> Optional.empty();
        };
    }

    /** What a client sends for a key: {@link #convert} makes the key of it again. */
    static Value sent(KeyValue key) {
        if (key instanceof KeyValue.Whole whole) {
            return new Value.Whole(whole.value());
        } else if (key instanceof KeyValue.Text text) {
            return new Value.Text(text.value());
        } else if (key instanceof KeyValue.BigWhole whole) {
            return new Value.Exact(new BigDecimal(whole.value()));
        } else if (key instanceof KeyValue.Exact exact) {
            return new Value.Exact(exact.value());
        } else if (key instanceof KeyValue.Float64 number) {
            return new Value.Float64(number.value());
        } else if (key instanceof KeyValue.Bytes bytes) {
            return new Value.Bytes(bytes.value());
        }
        return new Value.Text(TemporalKeys.text(key));
    }

    static String expectation(ColumnType type) {
        return switch (type.base()) {
            case TINYINT, SMALLINT, MEDIUMINT, INT, BIGINT ->
                "an integer from " + minimum(type) + " to " + maximum(type);
            case YEAR -> "a year from 1901 to 2155, or 0";
            case DECIMAL ->
                "a decimal of up to " + (type.size() - type.scale()) + " digits before and " + type.scale()
                        + " behind the point" + sign(type);
            case FLOAT, DOUBLE -> "a number that fits a " + type.base().name().toLowerCase(Locale.ROOT) + sign(type);
            case CHAR, VARCHAR, TEXT -> "a string or a number";
            case BINARY, VARBINARY, BLOB -> "a base64 string";
            case BIT -> "a base64 string of " + type.size() + " bits";
            case DATE -> "a string such as 2022-01-24";
            case TIME -> "a string such as 11:22:33" + fraction(type) + ", from -838:59:59 to 838:59:59";
            case DATETIME -> "a string such as 2022-01-24 11:22:33" + fraction(type);
            case TIMESTAMP -> "a string such as 2022-01-24 11:22:33" + fraction(type) + " in UTC, from 1970 to 2038";
            case JSON, OTHER -> "nothing: a column of this type cannot be looked up";
        };
    }

    private static String sign(ColumnType type) {
        return type.unsigned() ? ", not negative" : "";
    }

    private static String fraction(ColumnType type) {
        return type.size() == 0 ? "" : "." + "123456".substring(0, Math.min(6, type.size()));
    }

    private static Optional<String> text(Value sent) {
        return sent instanceof Value.Text text ? Optional.of(text.characters()) : Optional.empty();
    }

    private static Optional<KeyValue> characters(Value sent) {
        if (sent instanceof Value.Numeral number) {
            return Optional.of(new KeyValue.Text(number.digits()));
        }
        return text(sent).map(KeyValue.Text::new);
    }

    private static Optional<KeyValue> whole(ColumnType type, Value sent) {
        String digits = digits(sent);
        if (isEasy(digits)) {
            long easy = Long.parseLong(digits);
            return easy >= min(type) && easy <= max(type) ? Optional.of(new KeyValue.Whole(easy)) : Optional.empty();
        }
        boolean wholeByItsForm = sent instanceof Value.Numeral || isInteger(digits);
        return wholeByItsForm
                ? number(digits)
                        .filter(value -> value.stripTrailingZeros().scale() <= 0)
                        .map(BigDecimal::toBigIntegerExact)
                        .filter(value -> value.compareTo(minimum(type)) >= 0 && value.compareTo(maximum(type)) <= 0)
                        .map(KeyConversion::wholeKey)
                : Optional.empty();
    }

    private static KeyValue wholeKey(BigInteger value) {
        return value.bitLength() <= 63 ? new KeyValue.Whole(value.longValue()) : new KeyValue.BigWhole(value);
    }

    private static Optional<KeyValue> year(Value sent) {
        return whole(YEARS, sent)
                .filter(key -> key instanceof KeyValue.Whole year
                        && (year.value() == 0 || (year.value() >= 1901 && year.value() <= 2155)));
    }

    private static Optional<KeyValue> exact(ColumnType type, Value sent) {
        return number(digits(sent))
                .filter(value -> value.stripTrailingZeros().scale() <= type.scale())
                .map(value -> value.setScale(type.scale()))
                .filter(value -> value.precision() <= type.size() || value.signum() == 0)
                .filter(value -> !type.unsigned() || value.signum() >= 0)
                .map(KeyValue.Exact::new);
    }

    private static Optional<KeyValue> float64(ColumnType type, Value sent) {
        return number(digits(sent))
                .map(value -> type.base() == Base.FLOAT ? (double) value.floatValue() : value.doubleValue())
                .filter(value -> !value.isInfinite() && (!type.unsigned() || value >= 0))
                .map(value -> new KeyValue.Float64(value + 0.0)); // makes 0.0 of -0.0
    }

    private static Optional<KeyValue> bytes(ColumnType type, Value sent) {
        return text(sent)
                .flatMap(KeyConversion::base64)
                .map(bytes -> new KeyValue.Bytes(type.base() == Base.BINARY ? padded(bytes, type.size()) : bytes));
    }

    /** As a binary column stores it: filled up with zero bytes. */
    private static byte[] padded(byte[] bytes, int size) {
        return bytes.length < size ? Arrays.copyOf(bytes, size) : bytes;
    }

    private static Optional<KeyValue> bits(ColumnType type, Value sent) {
        int wanted = (type.size() + 7) / 8;
        return text(sent)
                .flatMap(KeyConversion::base64)
                .filter(bytes -> bytes.length == wanted && new BigInteger(1, bytes).bitLength() <= type.size())
                .map(KeyValue.Bytes::new);
    }

    private static Optional<byte[]> base64(String text) {
        try {
            return Optional.of(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** The digits of a number, or of a string that may hold one; else empty, which no rule takes for a number. */
    private static String digits(Value sent) {
        if (sent instanceof Value.Numeral number) {
            return number.digits();
        }
        return sent instanceof Value.Text text ? text.characters() : "";
    }

    private static boolean isEasy(String digits) {
        return digits.length() <= EASY_DIGITS && isInteger(digits);
    }

    private static boolean isInteger(String text) {
        int start = text.startsWith("-") ? 1 : 0;
        for (int i = start; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return text.length() > start;
    }

    /** The number, unless it has so many digits that no column could hold it: then nothing is computed with it. */
    private static Optional<BigDecimal> number(String digits) {
        if (digits.length() > LONGEST_NUMBER || !NUMBER.matcher(digits).matches()) {
            return Optional.empty();
        }
        try {
            BigDecimal value = new BigDecimal(digits);
            if (value.signum() == 0) {
                return Optional.of(BigDecimal.ZERO);
            }
            long digitsBeforePoint = (long) value.precision() - value.scale();
            boolean sane = digitsBeforePoint <= MAX_DIGITS_BEFORE_POINT
                    && value.stripTrailingZeros().scale() <= MAX_DIGITS_BEHIND_POINT;
            return sane ? Optional.of(value) : Optional.empty();
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    private static BigInteger minimum(ColumnType type) {
        return BigInteger.valueOf(min(type));
    }

    private static BigInteger maximum(ColumnType type) {
        return type.unsigned()
                ? BigInteger.ONE.shiftLeft(type.base().integerBits()).subtract(BigInteger.ONE)
                : BigInteger.valueOf(max(type));
    }

    private static long min(ColumnType type) {
        return type.unsigned() ? 0 : -1L << (type.base().integerBits() - 1);
    }

    /** The greatest value of the type, or the greatest long if that is less. */
    private static long max(ColumnType type) {
        int valueBits = type.base().integerBits() - (type.unsigned() ? 0 : 1);
        return valueBits >= 63 ? Long.MAX_VALUE : (1L << valueBits) - 1;
    }
}
