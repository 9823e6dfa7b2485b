package dev.featurestore.web.jetty;

import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.Failure;
import dev.featurestore.web.WebSettings;
import dev.featurestore.web.exchange.MemoryBudget;
import dev.featurestore.web.exchange.RequestTrace;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Takes in the body of each request for vectors before it goes on, without a thread that waits for it: clients that
 * send slowly, or have stopped sending, take nothing away from the others. A request whose body cannot be served is
 * refused here, and holds neither memory nor a place in the queue while the rest of its body comes in. Thread-safe.
 */
final class BodyCollector extends Handler.Wrapper {
    /** How many times the limit is taken in, though not kept, for the sake of a clear answer. */
    private static final long BEARABLE_EXCESS = 4;

    private final int limit;
    private final Duration timeout;
    private final Duration answer;
    private final MemoryBudget memory;

    /** In front of what serves requests, within these settings. */
    BodyCollector(Handler next, WebSettings settings, MemoryBudget memory) {
        super(next);
        this.limit = settings.limits().requestBytes();
        this.timeout = settings.timeouts().body();
        this.answer = settings.timeouts().answer();
        this.memory = memory;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!HttpMethod.POST.is(request.getMethod())) {
            return super.handle(request, response, callback);
        }
        @Nullable String encoding = request.getHeaders().get(HttpHeader.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            EarlyRefusal.send(
                    request,
                    response,
                    callback,
                    malformed("Content-Encoding is not supported in requests: send the body as it is"));
            return true;
        }
        long declared = request.getLength();
        boolean asksBeforehand = request.getHeaders().contains(HttpHeader.EXPECT);
        if (declared > bearable() || (declared > limit && asksBeforehand)) {
            EarlyRefusal.send(request, response, callback, tooLarge());
            return true;
        }
        new BodyCollection(this, request, response, callback).begin();
        return true;
    }

    /** Hands on a request whose body has been collected: the time for its answer begins. */
    void goOn(Request request, Response response, Callback callback) {
        RequestTrace.of(request).ifPresent(trace -> trace.received(answer));
        try {
            if (!super.handle(request, response, callback)) {
                Response.writeError(request, response, callback, 404);
            }
        } catch (Throwable problem) { // outermost code: nobody else would answer
            Response.writeError(request, response, callback, problem);
        }
    }

    int limit() {
        return limit;
    }

    long bearable() {
        return BEARABLE_EXCESS * limit;
    }

    Duration timeout() {
        return timeout;
    }

    Failure tooLarge() {
        return new Failure(ErrorCode.REQUEST_TOO_LARGE, "The body is larger than " + limit + " bytes");
    }

    /** Holds memory for a body; gives the refusal if there is not so much of it just now, or never. */
    Optional<Failure> hold(Request request, long bytes) {
        if (memory.hold(request, bytes)) {
            return Optional.empty();
        }
        return Optional.of(
                memory.couldHold(request, bytes)
                        ? new Failure(
                                ErrorCode.UNAVAILABLE,
                                "Requests under way hold all the memory they may: try again in a moment")
                        : new Failure(
                                ErrorCode.REQUEST_TOO_LARGE,
                                "The body and its values take more than the " + memory.maxOf(request)
                                        + " bytes of memory that there are for one API key:"
                                        + " send fewer values at a time"));
    }

    /** Gives back all that has been held for a body. */
    void release(Request request) {
        memory.release(request);
    }

    Failure late() {
        return malformed("The body did not come within " + timeout.toMillis() + " ms");
    }

    static Failure incomplete() {
        return malformed("The body did not arrive whole");
    }

    private static Failure malformed(String message) {
        return new Failure(ErrorCode.MALFORMED_REQUEST, message);
    }
}
