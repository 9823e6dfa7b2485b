package dev.featurestore.domain.value;

import java.util.Locale;
import java.util.Set;

/**
 * The type of a feature as its feature view names it ({@code training_dataset_feature.type}): {@code bigint},
 * {@code decimal(10,2)}, {@code array<double>}. Clients see it as {@code featureType}.
 */
public final class OfflineType {
    private static final Set<String> NUMBERS =
            Set.of("tinyint", "smallint", "int", "bigint", "float", "double", "decimal");
    private static final Set<String> STRINGS = Set.of("string", "date", "binary", "char", "varchar");
    private static final Set<String> COMPLEX = Set.of("array", "map", "struct", "uniontype");

    private enum Expected {
        BOOLEAN("boolean"),
        NUMBER("number"),
        STRING("string"),
        /** Clients up to Hopsworks 3.7 send epoch milliseconds. */
        STRING_OR_NUMBER("string or number"),
        ARRAY_OR_OBJECT("array or object"),
        ANYTHING("any value");

        private final String word;

        Expected(String word) {
            this.word = word;
        }
    }

    private final String text;
    private final Expected expected;

    private OfflineType(String text, Expected expected) {
        this.text = text;
        this.expected = expected;
    }

    /**
     * The type of that name, in any case, with or without parameters.
     *
     * @param text as stored; a type that is not known takes any passed value and is never decoded
     */
    public static OfflineType of(String text) {
        return new OfflineType(text, expected(base(text)));
    }

    private static String base(String text) {
        int end = 0;
        String trimmed = text.strip();
        while (end < trimmed.length() && trimmed.charAt(end) != '<' && trimmed.charAt(end) != '(') {
            end++;
        }
        return trimmed.substring(0, end).strip().toLowerCase(Locale.ROOT);
    }

    private static Expected expected(String base) {
        if (base.equals("boolean")) {
            return Expected.BOOLEAN;
        }
        if (NUMBERS.contains(base)) {
            return Expected.NUMBER;
        }
        if (base.equals("timestamp")) {
            return Expected.STRING_OR_NUMBER;
        }
        if (STRINGS.contains(base)) {
            return Expected.STRING;
        }
        return COMPLEX.contains(base) ? Expected.ARRAY_OR_OBJECT : Expected.ANYTHING;
    }

    /** The type as it was stored, capitals and all. */
    public String text() {
        return text;
    }

    /** Whether values of this type are stored as Avro and shown as an array or object. */
    public boolean isComplex() {
        return expected == Expected.ARRAY_OR_OBJECT;
    }

    /** Whether a passed feature of this type may be of that kind. */
    public boolean accepts(JsonType kind) {
        return switch (expected) {
            case BOOLEAN -> kind == JsonType.BOOLEAN;
            case NUMBER -> kind == JsonType.NUMBER;
            case STRING -> kind == JsonType.STRING;
            case STRING_OR_NUMBER -> kind == JsonType.STRING || kind == JsonType.NUMBER;
            case ARRAY_OR_OBJECT -> kind == JsonType.ARRAY || kind == JsonType.OBJECT;
            case ANYTHING -> true;
        };
    }

    /** What {@link #accepts} wants, in words for a message: {@code number}, {@code array or object}. */
    public String expected() {
        return expected.word;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OfflineType that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
