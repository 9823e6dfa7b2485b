package dev.featurestore.domain;

import java.util.Objects;

/**
 * An expected failure, as a value: what the answer's error body says.
 *
 * @param code which failure; decides reason and HTTP status
 * @param message what, which name, which value; may be empty, never holds a secret
 */
public record Failure(ErrorCode code, String message) {
    public Failure {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(message, "message");
    }
}
