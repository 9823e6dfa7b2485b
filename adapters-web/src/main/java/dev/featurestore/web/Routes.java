package dev.featurestore.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** Which path leads where. */
final class Routes {
    /** Newer clients ask for the newer one; nothing differs. */
    static final List<String> VERSIONS = List.of("/0.1.0", "/0.2.0");

    private Routes() {}

    static void register(
            RoutesConfig routes,
            VectorEndpoints vectors,
            HealthEndpoints health,
            MetricsEndpoint metrics,
            Responder responder) {
        // The busiest first: they are compared in this order.
        for (String version : VERSIONS) {
            routes.post(version + "/feature_store", vectors::one);
            routes.post(version + "/batch_feature_store", vectors::many);
        }
        for (String version : VERSIONS) {
            get(routes, version + "/ping", health::ping);
            get(routes, version + "/health", health::health);
        }
        get(routes, MetricsEndpoint.PATH, metrics::get);
        ByteArrayOutputStream description = resource("openapi.json");
        get(routes, "/openapi.json", ctx -> responder.send(ctx, 200, description));
    }

    /** HEAD does the same, so that status and headers are those of GET; the HTTP engine leaves out the body. */
    static void get(RoutesConfig routes, String path, Handler handler) {
        routes.get(path, handler);
        routes.head(path, handler);
    }

    private static ByteArrayOutputStream resource(String name) {
        try (InputStream in = Routes.class.getResourceAsStream(name)) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            Objects.requireNonNull(in, name).transferTo(bytes);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
