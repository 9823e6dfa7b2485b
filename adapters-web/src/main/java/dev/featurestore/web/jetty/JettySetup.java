package dev.featurestore.web.jetty;

import dev.featurestore.web.WebApi;
import dev.featurestore.web.WebSettings;
import dev.featurestore.web.exchange.AccessLog;
import dev.featurestore.web.exchange.AnswerSender;
import dev.featurestore.web.exchange.MemoryBudget;
import dev.featurestore.web.tls.ServerTls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.ServerSocketChannel;
import java.util.Optional;
import javax.management.JMException;
import javax.management.ObjectName;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** How the HTTP engine is set up: connections, threads, and what stands in front of the routes. */
public final class JettySetup {
    private static final int ACCEPTORS = 1;
    private static final int SELECTORS = 1;

    /** Threads beside those that serve vectors: for the engine itself, for health and ping, and for refusals. */
    private static final int SPARE_THREADS = ACCEPTORS + SELECTORS + 8;

    private static final int MIN_THREADS = 8;
    private static final int THREAD_IDLE_MILLIS = 60_000;

    /** Connections that the operating system may hold until they are accepted. */
    public static final int BACKLOG = 512;

    /** For jars, the log, and connections to MySQL servers. */
    private static final int OWN_FILE_DESCRIPTORS = 128;

    private static final int MIN_CONNECTIONS = 64;

    /** Connections may take a fourth of the heap. */
    private static final int HEAP_PART = 4;

    /** What the heap holds of a connection, beside the head of its request. */
    private static final int BYTES_PER_CONNECTION = 6 * 1024;

    /** What the streams of HTTP/2 connections may hold, as a part of what all requests may. */
    private static final int STREAMS_PART = 4;

    /** Of a port for metrics and probes: for a few that scrape and ask, and never those of all clients. */
    private static final int METRICS_CONNECTIONS = 32;

    /** How long a connection may be idle while no more can be accepted: others wait for its place. */
    private static final long IDLE_AT_LIMIT_MILLIS = 1000;

    private JettySetup() {}

    /**
     * The threads of the HTTP engine: for all requests that may be served, and all keys that may be looked up, at the
     * same time, and some for the engine itself.
     */
    public static QueuedThreadPool threads(WebSettings settings) {
        WebSettings.Limits limits = settings.limits();
        int max = limits.threads() + limits.keyLookups() + SPARE_THREADS;
        QueuedThreadPool pool = new QueuedThreadPool(max, Math.min(MIN_THREADS, max), THREAD_IDLE_MILLIS);
        pool.setName("http");
        return pool;
    }

    /**
     * Sets what HTTP/1.1 and HTTP/2 have in common: which paths are taken, how large the head of a request may be, what
     * answers tell of the server.
     */
    public static void http(HttpConfiguration http, WebSettings settings) {
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        // Javalin's choice lets paths through that its routes read in another way than the gates in front of them.
        http.setUriCompliance(UriCompliance.DEFAULT.with(
                "feature-store", Violation.AMBIGUOUS_EMPTY_SEGMENT, Violation.AMBIGUOUS_PATH_ENCODING));
        // The cache of header fields takes 100 KB of each connection, and saves no time that can be measured.
        http.setHeaderCacheSize(0);
        http.setRequestHeaderSize(settings.limits().headerBytes());
        // A client that disconnects while its vector is read does not end the request, which another thread may still
        // work on.
        http.setNotifyRemoteAsyncErrors(false);
    }

    /**
     * A connector on a socket that listens already.
     *
     * @param tls empty: connections are not encrypted
     */
    public static ServerConnector connector(
            Server server,
            HttpConfiguration http,
            ServerSocketChannel channel,
            Optional<ServerTls> tls,
            WebSettings settings) {
        ConnectionFactory[] plain = {new HttpConnectionFactory(http)};
        ServerConnector connector = new DrainingConnector(
                server,
                ACCEPTORS,
                SELECTORS,
                tls.map(each -> each.connections(http)).orElse(plain));
        connector.setIdleTimeout(settings.timeouts().idle().toMillis());
        int max = maxConnections(
                maxFileDescriptors(),
                Runtime.getRuntime().maxMemory(),
                settings.limits().headerBytes());
        return on(channel, connector, max);
    }

    /**
     * As many as the operating system has file descriptors for, less what the program needs for itself, as to run out
     * of them would fail in connections to the database, in the log, and in each attempt to accept another; and as many
     * as a part of the heap holds.
     *
     * @param heap bytes that it may grow to
     * @param headerBytes that the head of a request may have
     */
    static int maxConnections(long fileDescriptors, long heap, int headerBytes) {
        long fitting = heap / HEAP_PART / (BYTES_PER_CONNECTION + headerBytes);
        long most = Math.min(fitting, fileDescriptors - OWN_FILE_DESCRIPTORS);
        return (int) Math.min(Integer.MAX_VALUE, Math.max(MIN_CONNECTIONS, most));
    }

    private static long maxFileDescriptors() {
        try {
            Object max = ManagementFactory.getPlatformMBeanServer()
                    .getAttribute(
                            new ObjectName(ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME), "MaxFileDescriptorCount");
            return ((Number) max).longValue();
        } catch (JMException unknown) { // on systems that are no Unix
            return Long.MAX_VALUE;
        }
    }

    /** A connector for metrics and probes, on a socket that listens already. */
    public static ServerConnector metricsConnector(Server server, HttpConfiguration http, ServerSocketChannel channel) {
        ServerConnector connector = new DrainingConnector(server, 0, 1, new HttpConnectionFactory(http));
        connector.setName(PortGate.METRICS);
        return on(channel, connector, METRICS_CONNECTIONS);
    }

    private static ServerConnector on(ServerSocketChannel channel, ServerConnector connector, int maxConnections) {
        NetworkConnectionLimit limit = new NetworkConnectionLimit(maxConnections, connector);
        limit.setEndPointIdleTimeout(IDLE_AT_LIMIT_MILLIS);
        connector.getServer().addBean(limit);
        try {
            connector.open(channel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return connector;
    }

    /**
     * Puts in front of the routes, from the outside in: the bound of what HTTP/2 streams hold, ids, the refusal of what
     * comes while the server stops, what may be asked for on which port, who asks for vectors, the reading of bodies,
     * and a bounded queue for all that a store is asked for, so that under too much load some are refused at once and
     * the others are served in time.
     */
    public static void handlers(
            Server server, WebSettings settings, WebApi api, MemoryBudget memory, AccessLog accessLog) {
        AnswerSender answers = new AnswerSender();
        ServingQueue queue = new ServingQueue(answers, settings);
        CommonHeaders common = new CommonHeaders(settings);
        KeyGate keys = new KeyGate(new BodyCollector(queue, settings, memory), queue, answers, api, settings);
        RequestGate gate = new RequestGate(
                new GracefulHandler(new PortGate(keys, settings)),
                common,
                settings.limits().requestBytes());
        server.setHandler(new StreamGate(gate, memory.max() / STREAMS_PART));
        server.setErrorHandler(new JettyErrors(common));
        server.setRequestLog(accessLog);
        server.setStopTimeout(settings.timeouts().stop().toMillis());
    }
}
