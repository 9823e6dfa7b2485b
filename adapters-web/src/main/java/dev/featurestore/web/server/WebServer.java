package dev.featurestore.web.server;

import dev.featurestore.web.CannotListen;
import dev.featurestore.web.WebApi;
import dev.featurestore.web.WebSettings;
import dev.featurestore.web.browse.BrowseEndpoints;
import dev.featurestore.web.exchange.AccessLog;
import dev.featurestore.web.exchange.ErrorAnswers;
import dev.featurestore.web.exchange.MemoryBudget;
import dev.featurestore.web.exchange.RequestSpans;
import dev.featurestore.web.exchange.Responder;
import dev.featurestore.web.exchange.Routes;
import dev.featurestore.web.jetty.JettySetup;
import dev.featurestore.web.jetty.Sockets;
import dev.featurestore.web.metrics.Metrics;
import dev.featurestore.web.monitoring.HealthEndpoints;
import dev.featurestore.web.monitoring.MetricsEndpoint;
import dev.featurestore.web.monitoring.TlsMetrics;
import dev.featurestore.web.pages.ApiDescription;
import dev.featurestore.web.pages.Pages;
import dev.featurestore.web.tls.ServerTls;
import dev.featurestore.web.vectors.VectorEndpoints;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinException;
import io.javalin.util.JavalinLogger;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server: listens from {@link #start} to {@link #close}. Thread-safe. */
public final class WebServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
    private static final Logger REQUESTS = LoggerFactory.getLogger("dev.featurestore.web.requests");

    private final Javalin app;
    private final HealthEndpoints health;
    private final Optional<ServerTls> tls;
    private final int port;
    private final Optional<Integer> metricsPort;
    private final AtomicBoolean closed = new AtomicBoolean();

    private WebServer(Javalin app, HealthEndpoints health, Optional<ServerTls> tls, Sockets sockets) {
        this.app = app;
        this.health = health;
        this.tls = tls;
        this.port = sockets.main().socket().getLocalPort();
        this.metricsPort = sockets.metrics().map(channel -> channel.socket().getLocalPort());
    }

    /**
     * Starts a server; it answers as soon as this returns.
     *
     * @throws CannotListen if the port is taken, or host and port cannot be listened on
     * @throws dev.featurestore.web.tls.UnusableCertificate if connections are to be encrypted, but cannot be
     */
    public static WebServer start(WebSettings settings, WebApi api, Metrics metrics, RequestSpans spans) {
        return start(settings, api, metrics, spans, REQUESTS);
    }

    /**
     * Starts a server as {@link #start(WebSettings, WebApi, Metrics, RequestSpans)} does, with the log lines of
     * requests in a logger of the caller's.
     */
    public static WebServer start(
            WebSettings settings, WebApi api, Metrics metrics, RequestSpans spans, Logger requests) {
        Optional<ServerTls> tls = settings.tls().map(ServerTls::open);
        try {
            tls.ifPresent(each -> TlsMetrics.register(each, metrics));
            return start(settings, tls, api, metrics, spans, requests);
        } catch (RuntimeException e) {
            tls.ifPresent(ServerTls::close);
            throw e;
        }
    }

    private static WebServer start(
            WebSettings settings,
            Optional<ServerTls> tls,
            WebApi api,
            Metrics metrics,
            RequestSpans spans,
            Logger requests) {
        Sockets sockets = Sockets.listen(settings, JettySetup.BACKLOG);
        try {
            MemoryBudget memory = new MemoryBudget(settings.limits().memoryPercent());
            memory.measureIn(metrics.registry());
            Responder responder = new Responder(
                    memory,
                    settings.options().compression(),
                    settings.observation().serverTiming());
            ErrorAnswers errors = new ErrorAnswers(responder);
            HealthEndpoints health = new HealthEndpoints(api, responder, errors);
            VectorEndpoints vectors =
                    new VectorEndpoints(api, settings, memory, responder, errors, spans.wantsStatements());
            MetricsEndpoint metricsEndpoint = new MetricsEndpoint(metrics, responder);
            AccessLog accessLog = new AccessLog(
                    requests, metrics, spans, settings.observation().slowAfter());
            BrowseEndpoints browse = new BrowseEndpoints(api, responder, errors, metrics);
            ApiDescription description = new ApiDescription(responder);
            JavalinLogger.startupInfo = false;
            Javalin app = Javalin.create(config -> {
                javalin(config);
                errors.catchAll(config.routes);
                config.router.javaLangErrorHandler(ErrorAnswers::broken);
                Routes routes = new Routes(config.routes);
                vectors.register(routes); // the busiest first: paths are compared in this order
                health.register(routes);
                metricsEndpoint.register(routes);
                browse.register(routes);
                description.register(routes);
                if (settings.options().explorer()) {
                    Pages.register(routes);
                }
                config.jetty.threadPool = JettySetup.threads(settings);
                config.jetty.modifyHttpConfiguration(http -> JettySetup.http(http, settings));
                config.jetty.modifyServer(server -> JettySetup.handlers(server, settings, api, memory, accessLog));
                config.jetty.addConnector(
                        (server, http) -> JettySetup.connector(server, http, sockets.main(), tls, settings));
                sockets.metrics()
                        .ifPresent(channel -> config.jetty.addConnector(
                                (server, http) -> JettySetup.metricsConnector(server, http, channel)));
            });
            app.start();
            return new WebServer(app, health, tls, sockets);
        } catch (RuntimeException e) {
            sockets.close();
            throw e;
        }
    }

    /** Switches off what other parts do, or what is not wanted. */
    private static void javalin(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.http.defaultContentType = Responder.JSON;
        config.http.prefer405over404 = true;
    }

    /** The port that the server listens on. */
    public int port() {
        return port;
    }

    /** The port of metrics and probes; empty if they have none of their own. */
    public Optional<Integer> metricsPort() {
        return metricsPort;
    }

    /**
     * Makes {@code health} answer 503 from now on, so that load balancers send no more requests; all else is served as
     * before.
     */
    public void drain() {
        health.drain();
    }

    /**
     * Stops: takes no new connection, answers what is in flight, at most for the time set, and refuses what comes
     * after. Returns when it is done; does nothing the second time.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        drain();
        tls.ifPresent(ServerTls::close);
        try {
            app.stop();
        } catch (JavalinException e) {
            // Javalin has logged it with its stack trace.
            LOG.warn("Requests that were still in flight have been cut off: {}", e.getMessage());
        }
    }
}
