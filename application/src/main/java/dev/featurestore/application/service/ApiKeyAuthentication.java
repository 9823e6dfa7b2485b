package dev.featurestore.application.service;

import dev.featurestore.application.port.Callers;
import dev.featurestore.application.port.Deadline;
import dev.featurestore.application.usecase.Answer;
import dev.featurestore.application.usecase.Authenticate;
import dev.featurestore.application.usecase.Credential;
import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.Failure;
import dev.featurestore.domain.access.Caller;
import java.util.Optional;

/** Finds callers by their Hopsworks API key. Thread-safe. */
public final class ApiKeyAuthentication implements Authenticate {
    private final Callers callers;

    /** Finds callers by that port. */
    public ApiKeyAuthentication(Callers callers) {
        this.callers = callers;
    }

    @Override
    public Answer<Caller> authenticate(Credential credential, Deadline deadline) {
        if (credential instanceof Credential.Given given) {
            Optional<Caller> caller = callers.byApiKey(given.key(), deadline);
            return caller.isPresent() ? new Answer.Given<>(caller.get()) : refused("Invalid API key");
        }
        if (credential instanceof Credential.Repeated) {
            return refused("More than one API key: send the X-API-KEY header once");
        }
        return credential instanceof Credential.Absent
                ? refused("No API key: send it in the X-API-KEY header")
                : refused("Malformed API key: expected <16-character prefix>.<secret>");
    }

    private static Answer<Caller> refused(String message) {
        return new Answer.Refused<>(new Failure(ErrorCode.UNAUTHENTICATED, message));
    }
}
