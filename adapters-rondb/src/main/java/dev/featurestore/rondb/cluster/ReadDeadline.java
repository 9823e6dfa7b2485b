package dev.featurestore.rondb.cluster;

import dev.featurestore.application.port.Deadline;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;

/** The moment by which a read with all its statements has to be over. Immutable and thread-safe. */
public final class ReadDeadline {
    private static final int NANOS_PER_MILLI = 1_000_000;

    private final Deadline end;
    private final long queryMillis;

    private final boolean ample;

    private ReadDeadline(Deadline end, Duration query, boolean ample) {
        this.end = end;
        this.queryMillis = query.toMillis();
        this.ample = ample;
    }

    /** The sooner of the request's deadline and what the settings allow a read. */
    static ReadDeadline of(ClusterSettings.Timeouts timeouts, Deadline request) {
        Deadline end = request.orSooner(timeouts.budget());
        long max = Math.min(timeouts.query().toNanos(), timeouts.budget().toNanos());
        return new ReadDeadline(end, timeouts.query(), end.remainingNanos() >= max / 10 * 9);
    }

    /**
     * Whether there was time for a statement at the beginning, or nearly: if not, a time-out is no fault of the
     * database's. Where a statement may take as long as the read, there is never quite as much.
     */
    boolean wasAmple() {
        return ample;
    }

    boolean leaves(Duration time) {
        return end.leaves(time);
    }

    long remainingNanos() {
        return end.remainingNanos();
    }

    /** To be told how the time until then is spent. */
    public Deadline.Observer observer() {
        return end.observer();
    }

    /**
     * To be called before every statement: makes it end in time. Costs nothing as long as there is more time left than
     * any statement is given.
     *
     * @throws SQLTimeoutException if there is no time left for it
     */
    public void bound(Connection connection) throws SQLException {
        long left = end.remainingNanos() / NANOS_PER_MILLI;
        if (left <= 0) {
            throw new SQLTimeoutException("no time left for another statement");
        }
        if (left < queryMillis) {
            // The pool sets it back when the connection returns.
            connection.setNetworkTimeout(Runnable::run, (int) left);
        }
    }
}
