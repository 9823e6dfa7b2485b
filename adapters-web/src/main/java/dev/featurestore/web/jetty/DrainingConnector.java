package dev.featurestore.web.jetty;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * A connector that, when the server stops, ends connections soon that are idle, and leaves those with a request in flight
 * their time: whose body still comes in, or whose answer is taken slowly. Thread-safe.
 */
final class DrainingConnector extends ServerConnector {
    /** What a connection is left without a byte when the server stops, unless a request is in flight. */
    private static final long IDLE_AT_STOP_MILLIS = 200;

    DrainingConnector(Server server, int acceptors, int selectors, ConnectionFactory... factories) {
        super(server, acceptors, selectors, factories);
        setShutdownIdleTimeout(IDLE_AT_STOP_MILLIS);
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key) {
        SocketChannelEndPoint endPoint = new Draining(channel, selector, key, getScheduler());
        endPoint.setIdleTimeout(getIdleTimeout());
        return endPoint;
    }

    private final class Draining extends SocketChannelEndPoint {
        Draining(SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
            super(channel, selector, key, scheduler);
        }

        /** Comes again after the same time. */
        @Override
        protected void onIdleExpired(TimeoutException timeout) {
            if (!isShutdown() || !isInFlight()) {
                super.onIdleExpired(timeout);
            }
        }

        /**
         * Whether a request waits for its body, for its answer, or for its client to take that. A {@code 100 Continue} counts
         * as an answer to the engine: who has got one is taken for idle while its body comes in.
         */
        private boolean isInFlight() {
            EndPoint decrypted = getConnection() instanceof SslConnection tls ? tls.getSslEndPoint() : this;
            @Nullable Connection http = decrypted.getConnection();
            return getWriteFlusher().isPending() || (http != null && http.getMessagesIn() > http.getMessagesOut());
        }
    }
}
