package dev.featurestore.web.jetty;

import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.Failure;
import dev.featurestore.web.Endpoint;
import dev.featurestore.web.WebSettings;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * If metrics have a port of their own, they are there and nowhere else, and beside them only what load balancers ask.
 * Thread-safe.
 */
final class PortGate extends Handler.Wrapper {
    /** What the connector of that port is called. */
    static final String METRICS = "metrics";

    private final boolean separate;

    PortGate(Handler next, WebSettings settings) {
        super(next);
        this.separate = settings.observation().metricsPort().isPresent();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (separate && !isAllowed(request)) {
            String path = Failure.shortened(request.getHttpURI().getPath());
            EarlyRefusal.send(request, response, callback, new Failure(ErrorCode.NO_ROUTE, "No such path: " + path));
            return true;
        }
        return super.handle(request, response, callback);
    }

    private static boolean isAllowed(Request request) {
        boolean onMetricsPort =
                METRICS.equals(request.getConnectionMetaData().getConnector().getName());
        // By path alone: a wrong method is told by the routes.
        return switch (Endpoint.of("GET", request.getHttpURI().getPath())) {
            case METRICS -> onMetricsPort;
            case PING, HEALTH -> true;
            case FEATURE_STORE, BATCH_FEATURE_STORE, FEATURE_STORES, FEATURE_VIEWS, FEATURE_VIEW, OPENAPI, OTHER ->
                !onMetricsPort;
        };
    }
}
