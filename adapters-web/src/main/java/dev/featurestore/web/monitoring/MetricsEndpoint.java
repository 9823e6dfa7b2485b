package dev.featurestore.web.monitoring;

import dev.featurestore.web.Endpoint;
import dev.featurestore.web.exchange.Responder;
import dev.featurestore.web.exchange.Routes;
import dev.featurestore.web.metrics.Metrics;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Tells what the server measures of itself. Thread-safe. */
public final class MetricsEndpoint {
    private final Metrics metrics;
    private final Responder responder;

    /** Shows these metrics. */
    public MetricsEndpoint(Metrics metrics, Responder responder) {
        this.metrics = metrics;
        this.responder = responder;
    }

    /** Adds its route. */
    public void register(Routes routes) {
        routes.add(Endpoint.METRICS, this::get);
    }

    private void get(Context ctx) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream(16 * 1024);
        boolean openMetrics = String.valueOf(ctx.header("Accept")).contains("application/openmetrics-text");
        String format = openMetrics ? Metrics.OPEN_METRICS : Metrics.TEXT;
        metrics.writeTo(text, format);
        responder.send(ctx, 200, format, text);
    }
}
