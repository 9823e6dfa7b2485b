package dev.featurestore.inmemory.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a complex type holds: {@code struct<a:int,b:array<float>>} holds {@code int} under the name {@code a} and
 * {@code array<float>} under the name {@code b}.
 *
 * @param name of a field of a struct; else empty
 */
record NestedType(String name, String text) {

    /** The type without what it holds and without its parameters, in small letters: {@code array}, {@code decimal}. */
    static String base(String type) {
        return type.replaceFirst("(?s)[<(].*", "").strip().toLowerCase(Locale.ROOT);
    }

    /** What the type holds, in order; nothing if it does not say. */
    static List<NestedType> in(String type) {
        int open = type.indexOf('<');
        int close = type.lastIndexOf('>');
        if (open < 0 || close < open) {
            return List.of();
        }
        boolean named = base(type).equals("struct");
        return atCommas(type.substring(open + 1, close)).stream()
                .map(part -> of(part, named))
                .toList();
    }

    private static NestedType of(String part, boolean named) {
        int colon = named ? part.indexOf(':') : -1;
        String name = part.substring(0, Math.max(0, colon));
        return new NestedType(name.strip(), part.substring(colon + 1).strip());
    }

    /** The parts between commas that stand in no brackets. */
    private static List<String> atCommas(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '<' || character == '(') {
                depth++;
            } else if (character == '>' || character == ')') {
                depth--;
            } else if (character == ',' && depth == 0) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }
}
