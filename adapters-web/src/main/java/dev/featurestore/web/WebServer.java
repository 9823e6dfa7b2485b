package dev.featurestore.web;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinException;
import io.javalin.util.JavalinLogger;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server: listens from {@link #start} to {@link #close}. Thread-safe. */
public final class WebServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
    private static final Logger REQUESTS = LoggerFactory.getLogger("dev.featurestore.web.requests");

    private final Javalin app;
    private final HealthEndpoints health;
    private final int port;
    private final AtomicBoolean closed = new AtomicBoolean();

    private WebServer(Javalin app, HealthEndpoints health, int port) {
        this.app = app;
        this.health = health;
        this.port = port;
    }

    /**
     * Starts a server; it answers as soon as this returns.
     *
     * @throws CannotListen if the port is taken, or host and port cannot be listened on
     */
    public static WebServer start(WebSettings settings, WebApi api) {
        return start(settings, api, REQUESTS);
    }

    static WebServer start(WebSettings settings, WebApi api, Logger requests) {
        ServerSocketChannel channel = listen(settings);
        try {
            int port = channel.socket().getLocalPort();
            Responder responder = new Responder(settings.compression());
            ErrorAnswers errors = new ErrorAnswers(responder);
            HealthEndpoints health = new HealthEndpoints(api, settings, responder, errors);
            VectorEndpoints vectors = new VectorEndpoints(api, settings, responder, errors);
            JavalinLogger.startupInfo = false;
            Javalin app = Javalin.create(config -> {
                javalin(config);
                errors.catchAll(config.routes);
                config.router.javaLangErrorHandler(ErrorAnswers::broken);
                Routes.register(config.routes, vectors, health, responder);
                config.jetty.threadPool = JettySetup.threads(settings);
                config.jetty.modifyHttpConfiguration(http -> JettySetup.http(http, settings));
                config.jetty.modifyServer(server -> JettySetup.handlers(server, settings, new RequestLines(requests)));
                config.jetty.addConnector((server, http) -> JettySetup.connector(server, http, channel, settings));
            });
            app.start();
            return new WebServer(app, health, port);
        } catch (RuntimeException e) {
            closeQuietly(channel);
            throw e;
        }
    }

    /** Switches off what is done elsewhere, or not wanted. */
    private static void javalin(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.http.defaultContentType = Responder.JSON;
        config.http.prefer405over404 = true;
    }

    /** Before all else, as it fails most often, and with an exception that says why. */
    private static ServerSocketChannel listen(WebSettings settings) {
        InetSocketAddress address = new InetSocketAddress(settings.host(), settings.port());
        if (address.isUnresolved()) {
            throw new CannotListen(settings.host(), settings.port(), new UnknownHostException("there is no such host"));
        }
        try {
            ServerSocketChannel channel = ServerSocketChannel.open();
            try {
                return channel.bind(address, JettySetup.BACKLOG);
            } catch (IOException e) {
                closeQuietly(channel);
                throw e;
            }
        } catch (IOException e) {
            throw new CannotListen(settings.host(), settings.port(), e);
        }
    }

    private static void closeQuietly(ServerSocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("A socket that is not needed any more could not be closed", e);
        }
    }

    /** The port that the server listens on. */
    public int port() {
        return port;
    }

    /** Makes {@code health} answer 503 from now on, so that load balancers turn away; all else is served as before. */
    public void drain() {
        health.drain();
    }

    /**
     * Stops: takes no new connection, answers what is in flight, at most for the time set, and turns away what comes
     * after. Returns when it is done; does nothing the second time.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        drain();
        try {
            app.stop();
        } catch (JavalinException e) {
            // Javalin has logged it with its stack trace.
            LOG.warn("Requests that were still in flight have been cut off: {}", e.getMessage());
        }
    }
}
