package dev.featurestore.rondb.cluster;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections to one server. Callers that wait get them in the order of their coming. A caller that finds a free
 * connection takes it, even if others wait, unless the first waiter has waited 10 ms or longer: the connection would be
 * idle until a waiter has woken up. HikariCP alone would let waiters be overtaken without limit. Thread-safe.
 */
final class ConnectionPool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionPool.class);

    /** For how long the first of those that wait may be overtaken. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final HikariDataSource pool;
    private final Semaphore permits;
    /** Since when the first of those that wait is the first, or longer if the one before it has given up. */
    private volatile long firstSince;

    /** Opens the pool; waits for nothing. */
    ConnectionPool(HikariConfig settings) {
        HikariConfig config = new HikariConfig();
        settings.copyStateTo(config);
        this.pool = new HikariDataSource(config);
        this.permits = new Semaphore(config.getMaximumPoolSize(), true);
    }

    /** A connection that is in use until it is closed. */
    final class Lease implements AutoCloseable {
        private final Connection connection;

        private Lease(Connection connection) {
            this.connection = connection;
        }

        Connection connection() {
            return connection;
        }

        /** The pool is not to give it to anybody again. */
        void evict() {
            pool.evictConnection(connection);
        }

        /** Gives it back. Whatever comes of that does not concern who has read with it. */
        @Override
        public void close() {
            try {
                connection.close();
            } catch (SQLException | RuntimeException broken) { // one that the pool has closed ends in a null pointer
                LOG.debug("A connection could not be given back", broken);
            } finally {
                permits.release();
            }
        }
    }

    /**
     * A connection within the pool's time-out.
     *
     * @throws NoConnection if none is free by then
     */
    Lease lease() throws SQLException {
        await(acquireNanos(), true);
        return leasePermitted();
    }

    /**
     * A connection within the pool's time-out and by that deadline.
     *
     * @throws NoConnection if none is free by then
     */
    Lease lease(ReadDeadline deadline) throws SQLException {
        if (isFirstKeptWaiting() || !permits.tryAcquire()) {
            long start = System.nanoTime();
            try {
                await(Math.min(acquireNanos(), deadline.remainingNanos()), deadline.wasAmple());
            } finally {
                deadline.observer().waited(System.nanoTime() - start);
            }
        }
        try {
            awaitIdle(deadline);
        } catch (NoConnection none) {
            permits.release();
            throw none;
        }
        return leasePermitted();
    }

    private boolean isFirstKeptWaiting() {
        return permits.hasQueuedThreads() && System.nanoTime() - firstSince > PATIENCE_NANOS;
    }

    /**
     * Where there is less time left than the pool itself would wait: until there is a connection that it can give at
     * once.
     */
    private void awaitIdle(ReadDeadline deadline) throws NoConnection {
        while (deadline.remainingNanos() < acquireNanos()) {
            if (deadline.remainingNanos() <= 0) {
                throw noConnection(deadline.wasAmple(), new SQLException("no time left to wait for one"));
            }
            if (idle() > 0) {
                return;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(1);
            } catch (InterruptedException interrupt) {
                throw interrupted(interrupt);
            }
        }
    }

    /**
     * As {@link #lease(ReadDeadline)}, but a connection that has just answered: where one connection broke, others to
     * the same server most likely did too, and the pool does not test one that was used a moment ago.
     */
    Lease leaseAnswering(ReadDeadline deadline) throws SQLException {
        for (int others = pool.getMaximumPoolSize(); ; others--) {
            Lease lease = lease(deadline);
            boolean answers = false;
            try {
                deadline.bound(lease.connection());
                try {
                    ask(lease.connection());
                    answers = true;
                    return lease;
                } catch (SQLException dead) {
                    lease.evict();
                    if (others == 0) {
                        throw dead;
                    }
                }
            } finally {
                if (!answers) {
                    lease.close();
                }
            }
        }
    }

    /** The driver's own test counts in seconds: the connection's time-out ends it sooner. */
    private static void ask(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1");
        }
    }

    private void await(long nanos, boolean ample) throws SQLException {
        if (!permits.hasQueuedThreads()) {
            firstSince = System.nanoTime();
        }
        try {
            if (!permits.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
                throw noConnection(ample, new SQLException("none came free in time"));
            }
            firstSince = System.nanoTime(); // of the next one; whoever gives up may not have been the first
        } catch (InterruptedException interrupt) {
            throw interrupted(interrupt);
        }
    }

    private Lease leasePermitted() throws SQLException {
        try {
            return new Lease(pool.getConnection());
        } catch (SQLException none) {
            permits.release();
            throw new NoConnection(isTurnedAway(none), none);
        } catch (RuntimeException | Error defect) {
            permits.release();
            throw defect;
        }
    }

    /**
     * Whoever may have a connection does not get one because others have them all, but because those that there are do
     * not answer, or because no more can be made; be it that the server has too many.
     */
    private static boolean isTurnedAway(SQLException none) {
        return none.getCause() instanceof SQLException cause && FailureTable.kindOf(cause) == FailureKind.BUSY;
    }

    private NoConnection interrupted(InterruptedException interrupt) {
        Thread.currentThread().interrupt();
        return noConnection(false, new SQLException("interrupted", interrupt));
    }

    /**
     * What it comes to that a caller got none in time.
     *
     * @param ample whether there was time enough: if not, it says nothing of the server that there are no connections
     */
    private NoConnection noConnection(boolean ample, SQLException why) {
        return new NoConnection(!ample || gauge(HikariPoolMXBean::getTotalConnections) > 0, why);
    }

    private long acquireNanos() {
        return Duration.ofMillis(pool.getConnectionTimeout()).toNanos();
    }

    int active() {
        return gauge(HikariPoolMXBean::getActiveConnections);
    }

    int idle() {
        return gauge(HikariPoolMXBean::getIdleConnections);
    }

    /** How many wait for a connection. */
    int waiting() {
        return permits.getQueueLength() + gauge(HikariPoolMXBean::getThreadsAwaitingConnection);
    }

    private int gauge(ToIntFunction<HikariPoolMXBean> of) {
        HikariPoolMXBean bean = pool.getHikariPoolMXBean();
        return bean == null ? 0 : of.applyAsInt(bean);
    }

    @Override
    public void close() {
        pool.close();
    }
}
