package dev.featurestore.web;

import dev.featurestore.domain.ErrorCode;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import org.eclipse.jetty.http.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a request's body, never more than the limit and never for longer. */
final class RequestBody {
    /** What a body is given room for before any of it has come: a length is quickly claimed. */
    private static final int FIRST_ROOM = 64 * 1024;

    /** How many times the limit is read, though not kept, for the sake of a clear answer. */
    private static final long BEARABLE_EXCESS = 4;

    private static final Logger LOG = LoggerFactory.getLogger(RequestBody.class);

    private final int limit;
    private final Duration timeout;

    /**
     * @param limit in bytes
     * @param timeout for the whole body; a silence is cut short by the connection's own time-out
     */
    RequestBody(int limit, Duration timeout) {
        this.limit = limit;
        this.timeout = timeout;
    }

    /** @throws RequestRefused if it is too large, does not come in time, or ends before its end */
    byte[] read(HttpServletRequest request) {
        String encoding = request.getHeader("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw RequestRefused.malformed("Content-Encoding is not supported in requests: send the body as it is");
        }
        long declared = request.getContentLengthLong();
        if (declared > limit) {
            throw tooLarge(request, declared);
        }
        try {
            return read(request, (int) declared);
        } catch (IOException | HttpException.RuntimeException e) {
            // Also when the connection ends before the body does.
            throw RequestRefused.malformed("The body did not arrive whole");
        }
    }

    /** @param declared the body's length; negative if the client did not say */
    private byte[] read(HttpServletRequest request, int declared) throws IOException {
        InputStream in = request.getInputStream();
        long start = System.nanoTime();
        byte[] body = new byte[Math.min(declared < 0 ? 1024 : declared, FIRST_ROOM)];
        int size = 0;
        while (size != declared) {
            if (size == body.length) {
                if (size > limit) {
                    throw tooLarge(request, size);
                }
                int most = declared < 0 ? limit + 1 : declared;
                body = Arrays.copyOf(body, Math.min(Math.max(2 * size, FIRST_ROOM), most));
            }
            int count = in.read(body, size, body.length - size);
            if (count < 0) {
                break;
            }
            size += count;
            if (System.nanoTime() - start > timeout.toNanos()) {
                throw RequestRefused.malformed("The body did not come within " + timeout.toMillis() + " ms");
            }
        }
        if (size > limit) {
            throw tooLarge(request, size);
        }
        return size == body.length ? body : Arrays.copyOf(body, size);
    }

    /**
     * Takes in what still comes, if it is not too much: many clients read no answer before they have sent everything.
     */
    private RequestRefused tooLarge(HttpServletRequest request, long size) {
        long bearable = BEARABLE_EXCESS * limit;
        if (size <= bearable && request.getHeader("Expect") == null) {
            discard(request, bearable);
        }
        return new RequestRefused(ErrorCode.REQUEST_TOO_LARGE, "The body is larger than " + limit + " bytes");
    }

    private void discard(HttpServletRequest request, long most) {
        long start = System.nanoTime();
        byte[] sink = new byte[8192];
        try {
            InputStream in = request.getInputStream();
            long left = most;
            while (left > 0 && System.nanoTime() - start < timeout.toNanos()) {
                int count = in.read(sink);
                if (count < 0) {
                    return;
                }
                left -= count;
            }
        } catch (IOException | HttpException.RuntimeException e) {
            LOG.debug("The rest of a body that is too large did not come", e);
        }
    }
}
