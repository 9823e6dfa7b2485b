package dev.featurestore.web.jetty;

import dev.featurestore.web.exchange.FairShares;
import java.io.IOException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds what the requests of HTTP/2 connections hold until their answers are taken: a connection may have many at the
 * same time, and a client that grants no window keeps them all. A connection that would hold more than its share is
 * closed, as even a refusal would be held. Thread-safe.
 */
final class StreamGate extends Handler.Wrapper {
    private static final Logger LOG = LoggerFactory.getLogger(StreamGate.class);

    /** What the heap holds of a request and a short answer, beside the request's head. */
    private static final long BYTES_PER_STREAM = 8 * 1024;

    private final FairShares<Connection> connections;

    /** @param maxBytes that all may hold together */
    StreamGate(Handler next, long maxBytes) {
        super(next);
        this.connections = new FairShares<>(maxBytes);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (request.getConnectionMetaData().getHttpVersion() != HttpVersion.HTTP_2) {
            return super.handle(request, response, callback);
        }
        Connection connection = request.getConnectionMetaData().getConnection();
        long bytes = bytes(request);
        if (connections.take(connection, bytes)) {
            Request.addCompletionListener(request, problem -> connections.giveBack(connection, bytes));
            return super.handle(request, response, callback);
        }
        LOG.debug(
                "Connection from {} is closed: its requests hold too much",
                connection.getEndPoint().getRemoteSocketAddress());
        connection.getEndPoint().close();
        callback.failed(new IOException("the connection's requests hold too much"));
        return true;
    }

    private static long bytes(Request request) {
        long bytes = BYTES_PER_STREAM + request.getHttpURI().toString().length();
        for (HttpField field : request.getHeaders()) {
            bytes += field.getName().length();
            bytes += String.valueOf(field.getValue()).length();
        }
        return bytes;
    }
}
