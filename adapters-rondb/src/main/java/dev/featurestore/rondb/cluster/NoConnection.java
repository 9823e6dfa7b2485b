package dev.featurestore.rondb.cluster;

import java.sql.SQLException;

/** A pool had no connection to give within the time-out. */
final class NoConnection extends SQLException {
    private static final long serialVersionUID = 1L;

    private final boolean busy;

    NoConnection(boolean busy, SQLException cause) {
        super(busy ? "all connections are in use" : "no connection can be made", cause);
        this.busy = busy;
    }

    private NoConnection(boolean busy, String message) {
        super(message);
        this.busy = busy;
    }

    /** No connection was asked for. */
    static NoConnection notAsked(String reason) {
        return new NoConnection(true, reason);
    }

    /** No server is to be asked. */
    static NoConnection allDown() {
        return new NoConnection(false, "no MySQL server can be used");
    }

    /** It may be thrown for every request, always from one place: no stack trace. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }

    /** Whether connections are all in use, here or at the server, rather than impossible. */
    boolean busy() {
        return busy;
    }
}
