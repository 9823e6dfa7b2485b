package dev.featurestore.domain.value;

/** ASCII characters as bytes: the same in UTF-8, and in Java's texts. */
public final class Ascii {
    private Ascii() {}

    /** Whether a text in UTF-8 is of ASCII characters only; one without any characters is. */
    public static boolean isAscii(byte[] utf8) {
        int seen = 0;
        for (byte each : utf8) {
            seen |= each;
        }
        return seen >= 0;
    }
}
