package dev.featurestore.domain;

/**
 * An expected failure, as a value: what the answer's error body says.
 *
 * @param code which failure; decides reason and HTTP status
 * @param message what, which name, which value; may be empty, never holds a secret
 */
public record Failure(ErrorCode code, String message) {
    private static final int MAX_LENGTH = 100;

    /** A client's text as a message may hold it: its first 100 characters. */
    public static String shortened(String text) {
        if (text.length() <= MAX_LENGTH) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MAX_LENGTH - 1)) ? MAX_LENGTH - 1 : MAX_LENGTH;
        return text.substring(0, end) + "...";
    }
}
