package dev.featurestore.bootstrap;

import dev.featurestore.application.Authenticate;
import dev.featurestore.application.service.VectorService;
import dev.featurestore.web.WebApi;
import dev.featurestore.web.WebServer;
import dev.featurestore.web.WebSettings;

/**
 * The composition root: puts the parts together by hand, and takes them apart in reverse order. Tests start this very
 * class on port 0.
 */
public final class FeatureStoreServer implements AutoCloseable {
    private final Store store;
    private final WebServer web;

    private FeatureStoreServer(Store store, WebServer web) {
        this.store = store;
        this.web = web;
    }

    /**
     * Starts serving from a store, which it closes when it is closed, and also if it cannot start.
     *
     * @throws dev.featurestore.web.CannotListen if the address cannot be listened on
     */
    public static FeatureStoreServer start(WebSettings settings, Store store) {
        try {
            Authenticate authenticate = store.authenticate();
            VectorService vectors = new VectorService(authenticate, store.views(), store.rows());
            WebApi api = new WebApi(vectors::one, vectors::many, authenticate, store.health());
            return new FeatureStoreServer(store, WebServer.start(settings, api));
        } catch (RuntimeException failed) {
            store.close();
            throw failed;
        }
    }

    /** The port that the server listens on. */
    public int port() {
        return web.port();
    }

    /** Finishes the requests in flight, then lets go of the store. */
    @Override
    public void close() {
        try (store) {
            web.close();
        }
    }
}
