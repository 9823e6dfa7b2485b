package dev.featurestore.bootstrap;

import dev.featurestore.application.port.OnlineStore;
import dev.featurestore.application.service.BrowseService;
import dev.featurestore.application.service.FeatureVectorService;
import dev.featurestore.application.service.RateLimit;
import dev.featurestore.application.usecase.Authenticate;
import dev.featurestore.web.WebApi;
import dev.featurestore.web.WebSettings;
import dev.featurestore.web.exchange.RequestSpans;
import dev.featurestore.web.metrics.Metrics;
import dev.featurestore.web.server.WebServer;
import java.util.Optional;

/**
 * The composition root: puts the parts together by hand, and takes them apart in reverse order. Tests start this very
 * class on port 0.
 */
public final class FeatureStoreServer implements AutoCloseable {
    private final StoreAdapter store;
    private final Metrics metrics;
    private final WebServer web;

    private FeatureStoreServer(StoreAdapter store, Metrics metrics, WebServer web) {
        this.store = store;
        this.metrics = metrics;
        this.web = web;
    }

    /** Starts serving from a store, with no limit to what a key may ask for. */
    public static FeatureStoreServer start(WebSettings settings, StoreAdapter store) {
        return start(settings, Optional.empty(), store, RequestSpans.NONE);
    }

    /**
     * Starts serving from a store, which it closes when it is closed, and also if it cannot start.
     *
     * @param requestsPerSecond of each API key
     * @param spans told of each request
     * @throws dev.featurestore.web.CannotListen if the address cannot be listened on
     * @throws dev.featurestore.web.tls.UnusableCertificate if connections are to be encrypted, but cannot be
     */
    public static FeatureStoreServer start(
            WebSettings settings, Optional<Integer> requestsPerSecond, StoreAdapter store, RequestSpans spans) {
        Metrics metrics = new Metrics();
        try {
            store.measure().accept(metrics.registry());
            metrics.observeJvm();
            Authenticate authenticate = store.authenticate();
            Authenticate limited = requestsPerSecond
                    .<Authenticate>map(max -> new RateLimit(authenticate, max, System::nanoTime))
                    .orElse(authenticate);
            OnlineStore rows = new MeteredStore(store.rows(), metrics);
            FeatureVectorService vectors = new FeatureVectorService(store.views(), rows);
            BrowseService browse = new BrowseService(store.views(), store.catalogue(), store.keys());
            WebApi api = new WebApi(vectors, vectors, limited, authenticate, store.health(), browse);
            return new FeatureStoreServer(store, metrics, WebServer.start(settings, api, metrics, spans));
        } catch (RuntimeException failed) {
            metrics.close();
            store.close();
            throw failed;
        }
    }

    /** The port that the server listens on. */
    public int port() {
        return web.port();
    }

    /** The port of metrics and probes; empty if they have none of their own. */
    public Optional<Integer> metricsPort() {
        return web.metricsPort();
    }

    /** From now on {@code health} says that the server is about to stop; all else is served as before. */
    public void drain() {
        web.drain();
    }

    /** Finishes the requests in flight, then closes the store. */
    @Override
    public void close() {
        try (store;
                metrics) {
            web.close();
        }
    }
}
