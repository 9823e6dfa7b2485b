package dev.featurestore.rondb.cluster;

import com.zaxxer.hikari.HikariConfig;
import dev.featurestore.application.port.StoreFailure;
import dev.featurestore.application.port.StoreHealth;
import dev.featurestore.domain.ErrorCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * A RonDB cluster, reached through its MySQL servers. It may be down when this is made, and is found again by itself
 * when it comes back. A read takes no longer than its budget, retry included. Thread-safe.
 */
public final class Cluster implements AutoCloseable {
    private static final Duration RETRY_SOON = Duration.ofSeconds(1);

    private final ClusterSettings settings;
    private final Servers servers;
    private final Circuit circuit;

    private Cluster(ClusterSettings settings, List<HikariConfig> pools) {
        this.settings = settings;
        this.servers = new Servers(settings.name(), pools);
        this.circuit = new Circuit(settings.name(), settings.breaker());
    }

    /**
     * Opens the way to a cluster; does not wait for it.
     *
     * @throws IllegalArgumentException if a certificate or key file cannot be used
     */
    public static Cluster open(ClusterSettings settings) {
        return new Cluster(settings, Pools.of(settings));
    }

    /**
     * The same over other JDBC URLs, one for each server, that bring all of the driver's settings along; the settings'
     * own servers, TLS, connect and query time-outs are not used.
     */
    public static Cluster over(ClusterSettings settings, List<String> jdbcUrls) {
        return new Cluster(settings, Pools.of(settings, jdbcUrls));
    }

    /**
     * Reads over one connection. If that breaks before the answer, the work is done once more on another.
     *
     * @param onFailure the code of a failure of the work itself
     * @param what is being read, as the subject of a message to clients: {@code Reading feature view fraud}
     * @return what the work returns
     * @throws StoreFailure with {@code onFailure}; or with {@link ErrorCode#UNAVAILABLE} if the cluster cannot be
     *     reached, does not answer in time, has no connection to spare or is not to be asked just now
     */
    public <T> T read(ErrorCode onFailure, String what, Work<T> work) {
        if (!circuit.letsThrough()) {
            throw unavailable(what, settings.breaker().openFor(), circuit.refusal());
        }
        long start = System.nanoTime();
        try {
            T result = attempts(work);
            circuit.answered(System.nanoTime() - start);
            return result;
        } catch (SQLException failure) {
            throw meaning(failure, System.nanoTime() - start, onFailure, what);
        } catch (RuntimeException | Error defect) {
            circuit.notAsked();
            throw defect;
        }
    }

    /** As {@link #read}, with a JDBI handle on the connection. */
    public <T> T readWithJdbi(ErrorCode onFailure, String what, Function<Handle, T> work) {
        return read(onFailure, what, connection -> {
            try {
                return Handles.on(connection, work);
            } catch (JdbiException failure) {
                if (failure.getCause() instanceof SQLException cause) {
                    throw cause;
                }
                throw failure;
            }
        });
    }

    private <T> T attempts(Work<T> work) throws SQLException {
        Deadline deadline = deadline();
        ServerPool server = servers.next(null);
        try {
            return attempt(server, work, null);
        } catch (SQLException failure) {
            ServerPool other = servers.next(server);
            if (!isWorthAnother(Trouble.of(failure), other != server, deadline)) {
                throw failure;
            }
            try {
                return attempt(other, work, deadline);
            } catch (SQLException again) {
                again.addSuppressed(failure);
                throw again;
            }
        }
    }

    private boolean isWorthAnother(Trouble trouble, boolean elsewhere, Deadline deadline) {
        Duration needed = settings.timeouts().acquire().plusMillis(50);
        return switch (trouble) {
            case LOST -> deadline.leaves(needed);
            case BUSY, UNREACHABLE, TIMED_OUT -> elsewhere && deadline.leaves(needed);
            case STATEMENT, VALUE, STORE -> false;
        };
    }

    /** @param deadline of the second attempt; null for the first, to which the pool's own time-outs are enough */
    private static <T> T attempt(ServerPool server, Work<T> work, @Nullable Deadline deadline) throws SQLException {
        try (Connection connection = deadline == null ? server.connection() : server.answeringConnection()) {
            if (deadline != null) {
                deadline.bound(connection);
            }
            T result = work.on(connection);
            server.praise();
            return result;
        } catch (SQLException failure) {
            server.blame(Trouble.of(failure));
            throw failure;
        }
    }

    private StoreFailure meaning(SQLException failure, long nanos, ErrorCode onFailure, String what) {
        Trouble trouble = Trouble.of(failure);
        if (trouble == Trouble.BUSY) {
            circuit.notAsked();
        } else if (trouble.isFault()) {
            circuit.failed(nanos, failure);
        } else {
            circuit.answered(nanos);
        }
        return trouble.isPassing()
                ? unavailable(what, RETRY_SOON, failure)
                : new StoreFailure(onFailure, what + " failed", failure);
    }

    private static StoreFailure unavailable(String what, Duration retryAfter, Throwable cause) {
        return StoreFailure.unavailable(what + " is not possible at the moment", retryAfter, cause);
    }

    /** The end of a read that starts now: for work of many statements, which asks it before each further one. */
    public Deadline deadline() {
        return Deadline.of(settings.timeouts());
    }

    /** Whether any server answers; takes less than a second, and never throws. */
    public StoreHealth.Part health() {
        boolean up = servers.anyAnswers();
        return new StoreHealth.Part(settings.name(), up, up ? "answers" : "does not answer");
    }

    /** Connections in use, over all servers. */
    public int activeConnections() {
        return servers.sum(ServerPool::active);
    }

    /** Connections that wait for work, over all servers. */
    public int idleConnections() {
        return servers.sum(ServerPool::idle);
    }

    /** Reads that wait for a connection, over all servers. */
    public int waitingReads() {
        return servers.sum(ServerPool::waiting);
    }

    /** What the circuit breaker does just now. */
    public CircuitState circuit() {
        return circuit.state();
    }

    /** What the cluster is called: {@link ClusterSettings#name()}. */
    public String name() {
        return settings.name();
    }

    /** Closes all connections. Reads that are under way fail. */
    @Override
    public void close() {
        servers.close();
    }
}
