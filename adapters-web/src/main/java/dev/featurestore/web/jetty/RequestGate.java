package dev.featurestore.web.jetty;

import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.Failure;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * What every request passes first: its answer gets the headers that all have and reaches its client even if the body is
 * not read, and it loses a header that would make Javalin misread it.
 */
final class RequestGate extends Handler.Wrapper {
    /** Javalin takes the method from this header, so that a GET could pass as a POST. */
    private static final String METHOD_OVERRIDE = "X-HTTP-Method-Override";

    private final CommonHeaders common;
    private final long maxDrained;

    /** @param maxDrained bytes of a body that are thrown away at most, for the sake of the answer */
    RequestGate(Handler next, CommonHeaders common, long maxDrained) {
        super(next);
        this.common = common;
        this.maxDrained = maxDrained;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        DrainingConnector.count(request);
        HttpFields headers = request.getHeaders();
        common.addTo(response.getHeaders(), request);
        if (request.getHttpURI().getPath() == null) { // as of CONNECT over HTTP/2
            EarlyRefusal.send(
                    request,
                    response,
                    callback,
                    new Failure(ErrorCode.NO_ROUTE, "No such path: " + request.getMethod() + " names none"));
            return true;
        }
        Request passed = headers.contains(METHOD_OVERRIDE) ? new WithoutOverride(request) : request;
        if (!BodyDrain.isFor(passed)) {
            return super.handle(passed, response, callback);
        }
        BodyDrain drain = new BodyDrain(passed, response, callback, maxDrained);
        return super.handle(drain, response, drain);
    }

    private static final class WithoutOverride extends Request.Wrapper {
        private final HttpFields headers;

        WithoutOverride(Request request) {
            super(request);
            this.headers = HttpFields.build(request.getHeaders())
                    .remove(METHOD_OVERRIDE)
                    .asImmutable();
        }

        @Override
        public HttpFields getHeaders() {
            return headers;
        }
    }
}
