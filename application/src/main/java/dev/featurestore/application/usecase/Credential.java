package dev.featurestore.application.usecase;

import dev.featurestore.domain.access.ApiKey;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a request brings to prove who sent it. */
public sealed interface Credential {

    /** Reads the values of all {@code X-API-KEY} headers of a request: none, one, or too many. */
    static Credential ofHeaders(List<String> values) {
        return values.size() > 1 ? new Repeated() : ofHeader(values.isEmpty() ? null : values.get(0));
    }

    /** Reads the value of the only such header; null if there is none. */
    static Credential ofHeader(@Nullable String value) {
        if (value == null || value.isBlank()) {
            return new Absent();
        }
        Optional<ApiKey> key = ApiKey.parse(value.strip());
        return key.isPresent() ? new Given(key.get()) : new Malformed();
    }

    /** No API key. */
    record Absent() implements Credential {}

    /** Something that cannot be an API key; what it was is forgotten. */
    record Malformed() implements Credential {}

    /** More than one API key: a proxy in front may have checked another than the server would take. */
    record Repeated() implements Credential {}

    /** An API key, not yet checked. */
    record Given(ApiKey key) implements Credential {}
}
