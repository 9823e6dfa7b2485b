package dev.featurestore.web.jetty;

import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * A connector that, when the server stops, ends connections that are idle soon, and leaves those with a request in flight
 * their time: whose body still comes in, or whose answer is taken slowly. Thread-safe.
 */
final class DrainingConnector extends ServerConnector {
    /** What an idle connection is left when the server stops. */
    private static final long IDLE_AT_STOP_MILLIS = 200;

    DrainingConnector(Server server, int acceptors, int selectors, ConnectionFactory... factories) {
        super(server, acceptors, selectors, factories);
        setShutdownIdleTimeout(-1);
    }

    @Override
    public CompletableFuture<Void> shutdown() {
        CompletableFuture<Void> done = super.shutdown();
        getConnectedEndPoints().stream()
                .filter(each -> !isWriting(each) && hasAnswered(each.getConnection()))
                .forEach(each -> each.setIdleTimeout(IDLE_AT_STOP_MILLIS));
        return done;
    }

    /** Whether what has been written still waits for the client to take it. */
    private static boolean isWriting(EndPoint endPoint) {
        return endPoint instanceof AbstractEndPoint known
                && known.getWriteFlusher().isPending();
    }

    /** Whether an answer to each request that has come has been written, or is being written. */
    private static boolean hasAnswered(Connection connection) {
        EndPoint decrypted = connection instanceof SslConnection tls ? tls.getSslEndPoint() : connection.getEndPoint();
        Connection http = decrypted.getConnection();
        return http == null || http.getMessagesIn() == http.getMessagesOut();
    }
}
