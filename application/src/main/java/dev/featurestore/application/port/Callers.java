package dev.featurestore.application.port;

import dev.featurestore.domain.access.ApiKey;
import dev.featurestore.domain.access.Caller;
import java.util.Optional;

/** Port: the users behind API keys, with everything that was granted to them. Implementations are thread-safe. */
@FunctionalInterface
public interface Callers {
    /**
     * Finds the owner of a key. Secrets are compared in constant time.
     *
     * @param deadline by when to answer or to throw
     * @return the caller; empty if no key has that prefix, or if the secret is wrong
     * @throws StoreFailure if keys or grants cannot be read
     */
    Optional<Caller> byApiKey(ApiKey key, Deadline deadline);

    /**
     * Finds the owner of a key without a deadline: as {@link #byApiKey(ApiKey, Deadline)} with {@link Deadline#NONE}.
     */
    default Optional<Caller> byApiKey(ApiKey key) {
        return byApiKey(key, Deadline.NONE);
    }
}
