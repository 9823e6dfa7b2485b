package dev.featurestore.domain.vector;

import dev.featurestore.domain.Failure;
import dev.featurestore.domain.value.Value;

/** A client's value in a message: enough to recognise it, never all of a long one. */
public final class ValuePreview {
    private ValuePreview() {}

    /** The value as the client wrote it, at most about 100 characters of it. */
    public static String of(Value value) {
        if (value instanceof Value.Text text) {
            return "\"" + Failure.shortened(text.characters()) + "\"";
        }
        if (value instanceof Value.Numeral number) {
            return Failure.shortened(number.digits());
        }
        if (value instanceof Value.Bool bool) {
            return Boolean.toString(bool.value());
        }
        if (value instanceof Value.Verbatim verbatim) {
            return Failure.shortened(verbatim.source());
        }
        return value.kind().word();
    }
}
