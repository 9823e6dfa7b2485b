package dev.featurestore.domain.access;

import java.util.Optional;

/**
 * An API key as a client sends it: {@code <16-character prefix>.<secret>}. Its text form shows the prefix only.
 *
 * @param prefix names the key; may be logged
 * @param secret proves it; never shown
 */
public record ApiKey(String prefix, String secret) {
    private static final int PREFIX_LENGTH = 16;
    private static final int MAX_LENGTH = 512;

    public ApiKey {
        if (prefix.length() != PREFIX_LENGTH || secret.isEmpty()) {
            throw new IllegalArgumentException("malformed API key");
        }
    }

    /** Reads a header's value; empty if it does not have the form of an API key. */
    public static Optional<ApiKey> parse(String text) {
        boolean wellFormed = text.length() > PREFIX_LENGTH + 1
                && text.length() <= MAX_LENGTH
                && text.indexOf('.') == PREFIX_LENGTH
                && isVisible(text);
        return wellFormed
                ? Optional.of(new ApiKey(text.substring(0, PREFIX_LENGTH), text.substring(PREFIX_LENGTH + 1)))
                : Optional.empty();
    }

    private static boolean isVisible(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ' || text.charAt(i) >= 127) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return prefix + ".***";
    }
}
