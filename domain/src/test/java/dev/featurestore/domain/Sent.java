package dev.featurestore.domain;

import dev.featurestore.domain.value.JsonType;
import dev.featurestore.domain.value.Value;
import dev.featurestore.domain.vector.Entry;
import dev.featurestore.domain.vector.PassedFeatures;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a client sends, made from the JSON that it would send. */
public final class Sent {
    private Sent() {}

    /** A string in double quotes, a number, {@code true}, {@code false}, {@code null}, or an array or object. */
    public static Value json(String json) {
        char first = json.charAt(0);
        if (first == '"') {
            return Value.text(json.substring(1, json.length() - 1));
        }
        if (first == '{' || first == '[') {
            return new Value.Verbatim(first == '{' ? JsonType.OBJECT : JsonType.ARRAY, json);
        }
        return switch (json) {
            case "true", "false" -> new Value.Bool(Boolean.parseBoolean(json));
            case "null" -> Value.NULL;
            default -> new Value.Numeral(json);
        };
    }

    /** An entry of names and values in turn, the values in JSON. */
    public static Entry entry(String... namesAndValues) {
        return new Entry.Given(members(namesAndValues));
    }

    /** Passed features of names and values in turn, the values in JSON. */
    public static PassedFeatures passed(String... namesAndValues) {
        return new PassedFeatures(members(namesAndValues));
    }

    private static Map<String, Value> members(String... namesAndValues) {
        Map<String, Value> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put(namesAndValues[i], json(namesAndValues[i + 1]));
        }
        return members;
    }
}
