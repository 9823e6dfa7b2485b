package dev.featurestore.domain.vector;

import dev.featurestore.domain.value.Value;

/** A client's value in a message: enough to recognise it, never all of a long one. */
final class Shown {
    private static final int LONGEST = 100;

    private Shown() {}

    static String of(Value value) {
        if (value instanceof Value.Text text) {
            return "\"" + shortened(text.characters()) + "\"";
        }
        if (value instanceof Value.Numeral number) {
            return shortened(number.digits());
        }
        if (value instanceof Value.Bool bool) {
            return Boolean.toString(bool.value());
        }
        if (value instanceof Value.Verbatim verbatim) {
            return shortened(verbatim.source());
        }
        return value.kind().word();
    }

    private static String shortened(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return text.substring(0, end) + "...";
    }
}
