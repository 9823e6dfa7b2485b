package dev.featurestore.web;

import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.Failure;

/** A request that is at fault before any use case sees it. Not an event for the log: it has no stack trace. */
public final class RequestRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    /** Refuses a request with that code; the message says what is wrong with it, and never holds a secret. */
    public RequestRefused(ErrorCode code, String message) {
        super(message, null, false, false);
        this.failure = new Failure(code, message);
    }

    /** Refuses a request with {@link ErrorCode#MALFORMED_REQUEST}. */
    public static RequestRefused malformed(String message) {
        return new RequestRefused(ErrorCode.MALFORMED_REQUEST, message);
    }

    /** What the error answer says. */
    public Failure failure() {
        return failure;
    }
}
