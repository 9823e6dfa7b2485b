package dev.featurestore.rondb.cluster;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;

/** A moment by which a read with all its statements has to be over. Immutable and thread-safe. */
public final class Deadline {
    private final long end;
    private final long queryMillis;

    private Deadline(long end, long queryMillis) {
        this.end = end;
        this.queryMillis = queryMillis;
    }

    static Deadline of(ClusterSettings.Timeouts timeouts) {
        return new Deadline(
                System.nanoTime() + timeouts.budget().toNanos(),
                timeouts.query().toMillis());
    }

    boolean leaves(Duration time) {
        return end - System.nanoTime() >= time.toNanos();
    }

    /**
     * To be called before every statement but the first: makes it end in time too.
     *
     * @throws SQLTimeoutException if there is no time left for it
     */
    public void bound(Connection connection) throws SQLException {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
            throw new SQLTimeoutException("no time left for another statement");
        }
        if (left < queryMillis) {
            // The pool sets it back when the connection returns.
            connection.setNetworkTimeout(Runnable::run, (int) left);
        }
    }
}
