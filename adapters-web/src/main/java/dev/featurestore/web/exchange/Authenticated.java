package dev.featurestore.web.exchange;

import dev.featurestore.application.port.Deadline;
import dev.featurestore.domain.access.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.eclipse.jetty.server.Request;

/**
 * What is known of a request for a list or a description when it reaches its route: {@link RequestTrace} knows the same
 * of one for vectors. Immutable.
 *
 * @param caller who asks, by the API key
 * @param deadline by when to answer
 */
public record Authenticated(Caller caller, Deadline deadline) {
    private static final String ATTRIBUTE = Authenticated.class.getName();

    /** Leaves it with a request. */
    public void leaveWith(Request request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    /** What was left with a request; empty if nothing was. */
    public static Optional<Authenticated> of(Request request) {
        return request.getAttribute(ATTRIBUTE) instanceof Authenticated found ? Optional.of(found) : Optional.empty();
    }

    /**
     * What was left with a request that has reached its route.
     *
     * @throws IllegalStateException if its API key has not been checked
     */
    public static Authenticated of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Authenticated found) {
            return found;
        }
        throw new IllegalStateException("the API key has not been checked");
    }
}
