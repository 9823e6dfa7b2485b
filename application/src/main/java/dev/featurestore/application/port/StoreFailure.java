package dev.featurestore.application.port;

import dev.featurestore.domain.ErrorCode;
import java.time.Duration;
import java.util.Optional;

/**
 * A store cannot answer: thrown by adapters after their retries and circuit breakers, and never for a row, view or key
 * that is not there. The message is shown to clients: it names what could not be read, never a host, user or statement.
 */
public final class StoreFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient Optional<Duration> retryAfter;

    /** A failure of reading; {@code cause} is for the log. */
    public StoreFailure(ErrorCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
        this.retryAfter = Optional.empty();
    }

    private StoreFailure(String message, Duration retryAfter, Throwable cause) {
        super(message, cause);
        this.code = ErrorCode.UNAVAILABLE;
        this.retryAfter = Optional.of(retryAfter);
    }

    /** The store is not to be asked just now: it is down, or has more than enough to do. */
    public static StoreFailure unavailable(String message, Duration retryAfter, Throwable cause) {
        return new StoreFailure(message, retryAfter, cause);
    }

    /** Which failure; decides the HTTP status. */
    public ErrorCode code() {
        return code;
    }

    /** When to try again, if that is known. */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
