package dev.featurestore.domain.value;

import java.util.Locale;

/** Reads what a client sends from the JSON that it would send. */
final class Sent {
    private Sent() {}

    /** A string in double quotes, a number, {@code true}, {@code false}, {@code null}, or an array or object. */
    static Value json(String json) {
        char first = json.charAt(0);
        if (first == '"') {
            return Value.text(json.substring(1, json.length() - 1));
        }
        if (first == '{' || first == '[') {
            return new Value.Verbatim(first == '{' ? Kind.OBJECT : Kind.ARRAY, json);
        }
        return switch (json.toLowerCase(Locale.ROOT)) {
            case "true", "false" -> new Value.Bool(Boolean.parseBoolean(json));
            case "null" -> Value.NULL;
            default -> new Value.Numeral(json);
        };
    }
}
