package dev.featurestore.rondb.cluster;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;

/** The connections to one server, and whether it is to be avoided. Thread-safe. */
final class ServerPool implements AutoCloseable {
    private static final long EVICTION_PAUSE_NANOS = 1_000_000_000L;

    private final HikariDataSource pool;
    private final AtomicLong lastEviction = new AtomicLong(System.nanoTime() - EVICTION_PAUSE_NANOS);
    private volatile boolean avoided;

    ServerPool(HikariConfig config) {
        this.pool = new HikariDataSource(config);
    }

    /** A connection, to be closed; within the time-out or not at all. */
    Connection connection() throws SQLException {
        try {
            return pool.getConnection();
        } catch (SQLException none) {
            throw new NoConnection(total() >= pool.getMaximumPoolSize(), none);
        }
    }

    boolean isAvoided() {
        return avoided;
    }

    /** Notes that a read succeeded. */
    void praise() {
        if (avoided) {
            avoided = false;
        }
    }

    /** Notes that a read failed, so that other servers and new connections are preferred. */
    void blame(Trouble trouble) {
        if (trouble.isOfServer()) {
            avoided = true;
        }
        if (trouble == Trouble.LOST) {
            replaceConnections();
        }
    }

    /** When a connection breaks, those beside it most likely have: not every read is to find out by itself. */
    private void replaceConnections() {
        long now = System.nanoTime();
        long last = lastEviction.get();
        HikariPoolMXBean bean = pool.getHikariPoolMXBean();
        if (bean != null && now - last >= EVICTION_PAUSE_NANOS && lastEviction.compareAndSet(last, now)) {
            bean.softEvictConnections();
        }
    }

    /** Asks the server for a sign of life, and takes it back if there is one. */
    boolean probe() {
        // The pool hands out only what answered a moment ago, or answers when asked.
        try (Connection connection = connection()) {
            avoided = false;
            return true;
        } catch (NoConnection none) {
            // A server that is up to its neck in reads is alive.
            return none.busy() && !avoided;
        } catch (SQLException brokeWhenClosed) {
            return true;
        }
    }

    private int total() {
        HikariPoolMXBean bean = pool.getHikariPoolMXBean();
        return bean == null ? 0 : bean.getTotalConnections();
    }

    int active() {
        HikariPoolMXBean bean = pool.getHikariPoolMXBean();
        return bean == null ? 0 : bean.getActiveConnections();
    }

    int idle() {
        HikariPoolMXBean bean = pool.getHikariPoolMXBean();
        return bean == null ? 0 : bean.getIdleConnections();
    }

    int waiting() {
        HikariPoolMXBean bean = pool.getHikariPoolMXBean();
        return bean == null ? 0 : bean.getThreadsAwaitingConnection();
    }

    @Override
    public void close() {
        pool.close();
    }
}
