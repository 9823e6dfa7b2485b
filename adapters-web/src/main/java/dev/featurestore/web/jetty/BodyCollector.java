package dev.featurestore.web.jetty;

import dev.featurestore.web.WebSettings;
import dev.featurestore.web.exchange.MemoryBudget;
import dev.featurestore.web.exchange.RequestBody;
import java.time.Duration;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Takes in the body of each request that has one before it goes on, without a thread that waits for it: clients that
 * send slowly, or have stopped sending, take nothing away from the others. Thread-safe.
 */
final class BodyCollector extends Handler.Wrapper {
    /** How many times the limit is taken in, though not kept, for the sake of a clear answer. */
    private static final long BEARABLE_EXCESS = 4;

    private final int limit;
    private final Duration timeout;
    private final MemoryBudget memory;

    /** In front of what serves requests, within these settings. */
    BodyCollector(Handler next, WebSettings settings, MemoryBudget memory) {
        super(next);
        this.limit = settings.limits().requestBytes();
        this.timeout = settings.timeouts().body();
        this.memory = memory;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!HttpMethod.POST.is(request.getMethod())) {
            return super.handle(request, response, callback);
        }
        @Nullable String encoding = request.getHeaders().get(HttpHeader.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            RequestBody.encoded().attachTo(request);
            return super.handle(request, response, callback);
        }
        long declared = request.getLength();
        boolean asksBeforehand = request.getHeaders().contains(HttpHeader.EXPECT);
        if (declared > bearable() || (declared > limit && asksBeforehand)) {
            RequestBody.tooLarge(limit).attachTo(request);
            return super.handle(request, response, callback);
        }
        new BodyCollection(this, request, response, callback).begin();
        return true;
    }

    /** Hands on a request whose body is settled. */
    void goOn(Request request, Response response, Callback callback) {
        try {
            if (!super.handle(request, response, callback)) {
                Response.writeError(request, response, callback, 404);
            }
        } catch (Throwable problem) { // the very edge: nobody else would answer
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

    MemoryBudget memory() {
        return memory;
    }
}
