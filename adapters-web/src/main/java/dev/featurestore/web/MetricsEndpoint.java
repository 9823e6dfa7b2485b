package dev.featurestore.web;

import dev.featurestore.web.metrics.Metrics;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Tells what the server measures of itself. Thread-safe. */
final class MetricsEndpoint {
    static final String PATH = "/metrics";

    private final Metrics metrics;
    private final Responder responder;

    MetricsEndpoint(Metrics metrics, Responder responder) {
        this.metrics = metrics;
        this.responder = responder;
    }

    void get(Context ctx) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream(16 * 1024);
        metrics.writeTo(text);
        responder.send(ctx, 200, Metrics.CONTENT_TYPE, text);
    }
}
