package dev.featurestore.rondb.cluster;

import dev.featurestore.application.port.Deadline;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;

/** The moment by which a read with all its statements has to be over. Immutable and thread-safe. */
public final class ReadDeadline {
    private static final int NANOS_PER_MILLI = 1_000_000;
    /** What a statement is not begun with less than: cut short, it takes its connection along. */
    private static final int LEAST_MILLIS = 10;
    /** The same as a share of what a read may take, where that is little. */
    private static final int LEAST_PART = 10;

    private final Deadline end;
    private final long queryMillis;
    private final long leastMillis;

    private final boolean ample;

    private ReadDeadline(Deadline end, Duration query, long maxNanos, boolean ample) {
        this.end = end;
        this.queryMillis = query.toMillis();
        this.leastMillis = Math.max(1, Math.min(LEAST_MILLIS, maxNanos / LEAST_PART / NANOS_PER_MILLI));
        this.ample = ample;
    }

    /** The sooner of the request's deadline and what the settings allow a read. */
    static ReadDeadline of(ClusterSettings.Timeouts timeouts, Deadline request) {
        Deadline end = request.orSooner(timeouts.budget());
        long max = Math.min(timeouts.query().toNanos(), timeouts.budget().toNanos());
        return new ReadDeadline(end, timeouts.query(), max, end.remainingNanos() >= max / 10 * 9);
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
     * @throws SQLTimeoutException if there is no time left for it, or hardly any
     */
    public void bound(Connection connection) throws SQLException {
        long left = end.remainingNanos() / NANOS_PER_MILLI;
        if (left < leastMillis) {
            throw new SQLTimeoutException("no time left for another statement");
        }
        if (left < queryMillis) {
            // The pool sets it back when the connection returns.
            connection.setNetworkTimeout(Runnable::run, (int) left);
        }
    }
}
