package dev.featurestore.web.exchange;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.eclipse.jetty.server.Request;

/**
 * The whole body of a request for vectors. The body collector of {@code web.jetty} puts it into the request before a
 * route sees it; nobody else has the array.
 *
 * @param whileParsed bytes of memory that are held for it until it has been parsed, and not needed any more then
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and copying megabytes for the sake of form costs
public record RequestBody(byte[] bytes, long whileParsed) {
    private static final String ATTRIBUTE = RequestBody.class.getName();

    /**
     * The body of a request.
     *
     * @throws IllegalStateException if it has not been collected
     */
    public static RequestBody of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof RequestBody body) {
            return body;
        }
        throw new IllegalStateException("the body has not been collected");
    }

    /** The body of a request; empty if it has not been collected. */
    static Optional<RequestBody> of(Request request) {
        return request.getAttribute(ATTRIBUTE) instanceof RequestBody body ? Optional.of(body) : Optional.empty();
    }

    /** Leaves it with the request. */
    public void attachTo(Request request) {
        request.setAttribute(ATTRIBUTE, this);
    }
}
