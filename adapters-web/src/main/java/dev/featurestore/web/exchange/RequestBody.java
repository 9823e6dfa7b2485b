package dev.featurestore.web.exchange;

import dev.featurestore.domain.ErrorCode;
import dev.featurestore.web.RequestRefused;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.eclipse.jetty.server.Request;

/**
 * What has become of a request's body: the bytes, or why there are none. The body collector of {@code web.jetty} puts it into the
 * request before a route sees it.
 */
public sealed interface RequestBody {

    /**
     * The whole body; nobody else has the array.
     *
     * @param arrivedAt when the last byte had come, by {@link System#nanoTime}
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared, and copying megabytes for the sake of form costs
    record Whole(byte[] bytes, long arrivedAt) implements RequestBody {}

    /** No body that could be served. */
    record Refused(RequestRefused why) implements RequestBody {}

    /**
     * The body of a request.
     *
     * @throws RequestRefused if it is too large, did not come in time, or ended before its end
     */
    static byte[] of(HttpServletRequest request) {
        Object body = request.getAttribute(RequestBody.class.getName());
        if (body instanceof Refused refused) {
            throw refused.why();
        }
        return body instanceof Whole whole ? whole.bytes() : new byte[0];
    }

    /** When the body of a request had come; now, if it had none. */
    static long arrivedAt(HttpServletRequest request) {
        return request.getAttribute(RequestBody.class.getName()) instanceof Whole whole
                ? whole.arrivedAt()
                : System.nanoTime();
    }

    /** Leaves it with the request. */
    default void attachTo(Request request) {
        request.setAttribute(RequestBody.class.getName(), this);
    }

    static RequestBody tooLarge(int limit) {
        return new Refused(
                new RequestRefused(ErrorCode.REQUEST_TOO_LARGE, "The body is larger than " + limit + " bytes"));
    }

    /**
     * For a body that could not even be served alone.
     *
     * @param most what there is for the requests of one key, in bytes
     */
    static RequestBody tooManyValues(long most) {
        return new Refused(new RequestRefused(
                ErrorCode.REQUEST_TOO_LARGE,
                "The body and its values take more than the " + most
                        + " bytes of memory that there are for one API key: send fewer values at a time"));
    }

    static RequestBody incomplete() {
        return new Refused(RequestRefused.malformed("The body did not arrive whole"));
    }

    static RequestBody late(Duration timeout) {
        return new Refused(RequestRefused.malformed("The body did not come within " + timeout.toMillis() + " ms"));
    }

    static RequestBody encoded() {
        return new Refused(
                RequestRefused.malformed("Content-Encoding is not supported in requests: send the body as it is"));
    }

    static RequestBody noRoom() {
        return new Refused(new RequestRefused(
                ErrorCode.UNAVAILABLE, "Requests under way hold all the memory they may: try again in a moment"));
    }
}
