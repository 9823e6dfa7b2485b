package dev.featurestore.application;

import dev.featurestore.domain.access.ApiKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a request brings to prove who sent it. */
public sealed interface Credential {

    /** Reads the {@code X-API-KEY} header's value; null if the request has no such header. */
    static Credential ofHeader(@Nullable String header) {
        if (header == null || header.isBlank()) {
            return new Absent();
        }
        Optional<ApiKey> key = ApiKey.parse(header.strip());
        return key.isPresent() ? new Given(key.get()) : new Malformed();
    }

    /** No API key. */
    record Absent() implements Credential {}

    /** Something that cannot be an API key; what it was is forgotten. */
    record Malformed() implements Credential {}

    /** An API key, not yet checked. */
    record Given(ApiKey key) implements Credential {}
}
