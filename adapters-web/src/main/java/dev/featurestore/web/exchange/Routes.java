package dev.featurestore.web.exchange;

import dev.featurestore.web.Endpoint;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;

/** Where each group of endpoints registers its handlers. */
public final class Routes {
    private final RoutesConfig javalin;

    /** On top of Javalin's routes. */
    public Routes(RoutesConfig javalin) {
        this.javalin = javalin;
    }

    /** Serves an endpoint on all its paths. Of two that both match, the one that was added first serves. */
    public void add(Endpoint endpoint, Handler handler) {
        for (String path : endpoint.paths()) {
            if (endpoint.method().equals("POST")) {
                javalin.post(path, handler);
            } else {
                get(path, handler);
            }
        }
    }

    /**
     * Serves GET of a path. HEAD does the same, so that status and headers are those of GET; Jetty leaves out the body.
     */
    public void get(String path, Handler handler) {
        javalin.get(path, handler);
        javalin.head(path, handler);
    }
}
