package dev.featurestore.web.jetty;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * A connector that, when the server stops, ends connections soon that are idle, and leaves those with a request in
 * flight their time: whose body still comes in, or whose answer is taken slowly. Thread-safe.
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

    /** Counts a request as in flight on its connection until it has ended: its answer is taken, or it is broken off. */
    static void count(Request request) {
        EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
        EndPoint socket = endPoint instanceof EndPoint.Wrapper encrypted ? encrypted.unwrap() : endPoint;
        if (socket instanceof Draining draining) {
            draining.inFlight.incrementAndGet();
            Request.addCompletionListener(request, problem -> draining.inFlight.decrementAndGet());
        }
    }

    private final class Draining extends SocketChannelEndPoint {
        private final AtomicInteger inFlight = new AtomicInteger();

        Draining(SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
            super(channel, selector, key, scheduler);
        }

        /** Comes again after the same time. */
        @Override
        protected void onIdleExpired(TimeoutException timeout) {
            if (!isShutdown() || inFlight.get() == 0) {
                super.onIdleExpired(timeout);
            }
        }
    }
}
