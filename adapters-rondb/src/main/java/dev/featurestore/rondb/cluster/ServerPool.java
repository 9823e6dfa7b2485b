package dev.featurestore.rondb.cluster;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connections to one server, and whether it is to be used. Thread-safe. */
final class ServerPool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServerPool.class);
    /** A statement of a probe. */
    private static final int PROBE_MILLIS = 300;

    private final PoolSettings settings;
    private final ServerProbe prober = new ServerProbe();
    private final Runnable onChange;
    private final Consumer<ServerPool> onSuspicion;
    private volatile ConnectionPool pool;
    private volatile ServerState state = ServerState.UP;
    private long downSince;
    private boolean closed;

    /**
     * Opens the pool; waits for nothing.
     *
     * @param onChange told when the server goes down or comes back
     * @param onSuspicion told that the server had better be probed; must not wait
     */
    ServerPool(PoolSettings settings, Runnable onChange, Consumer<ServerPool> onSuspicion) {
        this.settings = settings;
        this.onChange = onChange;
        this.onSuspicion = onSuspicion;
        this.pool = open();
    }

    private ConnectionPool open() {
        return new ConnectionPool(settings.hikari());
    }

    /** Where it is: host and port. */
    String address() {
        return settings.address();
    }

    /**
     * A connection, to be closed; within the pool's time-out and by that deadline, or not at all.
     *
     * @param again whether it must be one that has just answered
     */
    ConnectionPool.Lease lease(ReadDeadline deadline, boolean again) throws SQLException {
        ConnectionPool current = pool;
        return again ? current.leaseAnswering(deadline) : current.lease(deadline);
    }

    ServerState state() {
        return state;
    }

    /** Notes that a read succeeded. */
    void succeeded() {
        if (state == ServerState.SUSPECT) {
            trust();
        }
    }

    private synchronized void trust() {
        if (state == ServerState.SUSPECT) { // still: it may have gone down meanwhile
            state = ServerState.UP;
        }
    }

    /** Notes that a read failed, so that other servers are preferred, or this one is not asked any more. */
    void failed(FailureKind kind, SQLException failure) {
        switch (kind) {
            case LOST, TIMED_OUT, UNREACHABLE -> suspect();
            case CLUSTER_GONE -> markDown(failure);
            case BUSY, TEMPORARY, STATEMENT, VALUE, STORE -> {}
        }
    }

    private synchronized void suspect() {
        if (state == ServerState.UP && !closed) {
            state = ServerState.SUSPECT;
            onSuspicion.accept(this);
        }
    }

    private synchronized void markDown(SQLException failure) {
        if (state == ServerState.DOWN || closed) {
            return;
        }
        state = ServerState.DOWN;
        downSince = System.nanoTime();
        LOG.warn("{}: MySQL server {} is down: {}", settings.cluster(), address(), FailureText.reason(failure));
        onChange.run();
    }

    private synchronized void markUp() {
        if (state == ServerState.DOWN) {
            LOG.info(
                    "{}: MySQL server {} is back after {} s",
                    settings.cluster(),
                    address(),
                    Duration.ofNanos(System.nanoTime() - downSince).toSeconds());
            state = ServerState.UP;
            onChange.run();
        }
        state = ServerState.UP;
    }

    /**
     * Asks the server whether it answers and reaches its data nodes; it is used again if it does, and not if it does
     * not. Ends within a second.
     *
     * @return whether it may be used
     */
    boolean probe() {
        synchronized (prober) {
            return state == ServerState.UP ? probeByPool() : probeByItself();
        }
    }

    private boolean probeByPool() {
        // The pool hands out only what answered a moment ago, or answers when asked.
        try (ConnectionPool.Lease lease = pool.lease()) {
            lease.connection().setNetworkTimeout(Runnable::run, PROBE_MILLIS);
            prober.ask(lease.connection());
            return true;
        } catch (SQLException failure) {
            FailureKind kind = FailureTable.kindOf(failure);
            failed(kind, failure);
            return switch (kind) {
                // A server whose connections are all in use, or that answers with an error, is alive.
                case BUSY, TEMPORARY, STATEMENT, VALUE, STORE -> state == ServerState.UP;
                case LOST, TIMED_OUT, UNREACHABLE, CLUSTER_GONE -> false;
            };
        }
    }

    /** By a connection of its own: those of the pool may be dead, and it waits longer and longer to make new ones. */
    private boolean probeByItself() {
        try (Connection connection =
                DriverManager.getConnection(settings.hikari().getJdbcUrl(), properties())) {
            connection.setNetworkTimeout(Runnable::run, PROBE_MILLIS);
            prober.ask(connection);
        } catch (SQLException failure) {
            switch (FailureTable.kindOf(failure)) {
                case BUSY, TEMPORARY, STATEMENT, VALUE -> {}
                // What is wrong with a connection that was never made is in its cause.
                case LOST, TIMED_OUT, UNREACHABLE, CLUSTER_GONE, STORE -> markDown(failure);
            }
            return false;
        }
        if (state == ServerState.DOWN) {
            reopen();
        }
        markUp();
        return true;
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.putAll(settings.hikari().getDataSourceProperties());
        properties.setProperty("user", settings.hikari().getUsername());
        properties.setProperty("password", settings.hikari().getPassword());
        return properties;
    }

    /** A pool without dead connections, and not in the middle of a long wait before it makes another. */
    private synchronized void reopen() {
        if (closed) {
            return;
        }
        // Reads that are under way on the old connections may take a while to fail.
        Thread closing = new Thread(pool::close, settings.cluster() + "-pool-closing");
        closing.setDaemon(true);
        closing.start();
        pool = open();
    }

    int active() {
        return pool.active();
    }

    int idle() {
        return pool.idle();
    }

    int waiting() {
        return pool.waiting();
    }

    @Override
    public synchronized void close() {
        closed = true;
        pool.close();
        settings.stores().forEach(PemMaterial.StoreFile::delete);
    }
}
