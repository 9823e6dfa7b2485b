package dev.featurestore.rondb.cluster;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.sql.Connection;
import java.sql.SQLException;

/** The connections to one server, and whether it is to be avoided. Thread-safe. */
final class ServerPool implements AutoCloseable {
    private final HikariDataSource pool;
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

    /**
     * As {@link #connection}, and one that has just answered: where one connection broke, those beside it most likely
     * have as well, and the pool believes in any that was used a moment ago.
     */
    Connection answeringConnection() throws SQLException {
        Connection connection = connection();
        for (int i = 0; i < pool.getMaximumPoolSize() && !connection.isValid(1); i++) {
            pool.evictConnection(connection);
            connection = connection();
        }
        return connection;
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

    /** Notes that a read failed, so that other servers are preferred. */
    void blame(Trouble trouble) {
        if (trouble.isOfServer()) {
            avoided = true;
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
