package dev.featurestore.application.usecase;

import dev.featurestore.application.port.Deadline;
import dev.featurestore.domain.access.Caller;

/** Use case: who is calling? */
@FunctionalInterface
public interface Authenticate {
    /**
     * Finds the caller. Thread-safe.
     *
     * @param deadline by when to answer or to throw
     * @return the caller and what may be read; or refused with {@code UNAUTHENTICATED}: an unknown key and a wrong
     *     secret with the same message
     * @throws dev.featurestore.application.port.StoreFailure if the API keys cannot be read
     */
    Answer<Caller> authenticate(Credential credential, Deadline deadline);
}
