package dev.featurestore.rondb.cluster;

import com.zaxxer.hikari.HikariConfig;
import dev.featurestore.application.port.Deadline;
import dev.featurestore.application.port.StoreFailure;
import dev.featurestore.application.port.StoreHealth;
import dev.featurestore.domain.ErrorCode;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A RonDB cluster, reached through its MySQL servers. It may be down when this is made, and is used again as soon as it
 * is back. A read takes no longer than its budget, retry included. Thread-safe.
 */
public final class Cluster implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);
    private static final Duration RETRY_SOON = Duration.ofSeconds(1);
    /** With less time left, a second try would most likely fail too. */
    private static final Duration WORTH_ANOTHER = Duration.ofMillis(20);
    /** How often failures that came again are summed up in the log. */
    private static final Duration SUMMARY = Duration.ofSeconds(10);

    private final ClusterSettings settings;
    private final Servers servers;
    private final Circuit circuit;
    private final FailureLog failures = new FailureLog(LOG);

    private Cluster(ClusterSettings settings, List<PoolSettings> pools) {
        this.settings = settings;
        this.circuit = new Circuit(settings.name(), settings.breaker());
        this.servers = new Servers(settings.name(), pools, circuit::forget);
        servers.every(SUMMARY, failures::summarise);
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
     * Reads the files for encrypted connections as {@link #open} does, and does nothing with them.
     *
     * @throws IllegalArgumentException if one of them cannot be used
     */
    public static void check(ClusterSettings.Tls tls) {
        Pools.tls(new HikariConfig(), tls).forEach(PemMaterial.StoreFile::delete);
    }

    /**
     * Opens the way to a cluster over other JDBC URLs, one for each server, that bring all of the driver's settings
     * along; the settings' own servers, TLS, connect and query time-outs are not used.
     */
    public static Cluster over(ClusterSettings settings, List<String> jdbcUrls) {
        return new Cluster(settings, Pools.of(settings, jdbcUrls));
    }

    /**
     * Reads over one connection. If that fails in a way that may pass, the work is done once more, on another server if
     * there is one.
     *
     * @param onFailure the code of a failure of the work itself
     * @param what is being read, as the subject of a message to clients: {@code Reading feature view fraud}
     * @param deadline by when to answer or to throw: that of {@link #deadline}
     * @return what the work returns
     * @throws StoreFailure with {@code onFailure}; or with {@link ErrorCode#UNAVAILABLE} if the cluster cannot be
     *     reached, does not answer in time, has no connection to spare or is not to be asked just now
     */
    public <T> T read(ErrorCode onFailure, String what, ReadDeadline deadline, ConnectionCallback<T> work) {
        if (!circuit.letsThrough()) {
            throw unavailable(what, settings.breaker().openFor(), circuit.refusal());
        }
        try {
            Timed<T> result = attempts(what, work, deadline);
            circuit.answered(result.nanos());
            return result.value();
        } catch (SQLException failure) {
            throw meaning(failure, kind(failure, deadline), onFailure, what);
        } catch (RuntimeException | Error other) {
            circuit.notAsked();
            throw other;
        }
    }

    /** Reads as {@link #read(ErrorCode, String, ReadDeadline, ConnectionCallback)}, within the time of the settings. */
    public <T> T read(ErrorCode onFailure, String what, ConnectionCallback<T> work) {
        return read(onFailure, what, deadline(Deadline.NONE), work);
    }

    /**
     * As {@link #read}, with a JDBI handle on the connection.
     *
     * @param request by when the request has to be answered that the read is for
     */
    public <T> T readWithJdbi(ErrorCode onFailure, String what, Deadline request, Function<Handle, T> work) {
        return read(onFailure, what, deadline(request), connection -> {
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

    /**
     * What was read.
     *
     * @param nanos how long the database took for it, the wait for a connection not included
     */
    private record Timed<T>(T value, long nanos) {}

    private <T> Timed<T> attempts(String what, ConnectionCallback<T> work, ReadDeadline deadline) throws SQLException {
        @Nullable ServerPool server = servers.next();
        if (server == null) {
            throw NoConnection.allDown();
        }
        try {
            return attempt(server, work, deadline, false);
        } catch (SQLException failure) {
            FailureKind kind = kind(failure, deadline);
            note(kind, server, what, failure);
            @Nullable ServerPool other = servers.nextAfter(server);
            if (other == null || !kind.isWorthAnother(other != server) || !deadline.leaves(WORTH_ANOTHER)) {
                throw failure;
            }
            try {
                return attempt(other, work, deadline, true);
            } catch (SQLException again) {
                note(kind(again, deadline), other, what, again);
                again.addSuppressed(failure);
                throw again;
            }
        }
    }

    private static <T> Timed<T> attempt(
            ServerPool server, ConnectionCallback<T> work, ReadDeadline deadline, boolean again) throws SQLException {
        try (ConnectionPool.Lease lease = server.lease(deadline, again)) {
            deadline.bound(lease.connection());
            long begin = System.nanoTime();
            T value = work.on(lease.connection());
            Timed<T> result = new Timed<>(value, System.nanoTime() - begin);
            server.succeeded();
            return result;
        } catch (SQLException failure) {
            server.failed(kind(failure, deadline), failure);
            throw failure;
        }
    }

    /** Writes a failure to the log: what clients are told has no host, user or statement in it. */
    private void note(FailureKind kind, ServerPool server, String what, SQLException failure) {
        if (kind == FailureKind.VALUE) {
            return; // the client's own, and told to it
        }
        // Where the store itself is well, it matters what was read; where not, everything fails alike.
        String alike = kind + " at " + server.address() + ", " + FailureText.codes(failure)
                + (kind.isPassing() ? "" : ", " + what);
        String why = FailureText.ofRead(failure, kind, settings.timeouts().query());
        failures.note(
                alike, settings.name() + ": MySQL server " + server.address() + ": " + what + ": " + why, failure);
    }

    /** A request that came to the database with little time left says nothing of the database. */
    private static FailureKind kind(SQLException failure, ReadDeadline deadline) {
        FailureKind kind = FailureTable.kindOf(failure);
        return kind == FailureKind.TIMED_OUT && !deadline.wasAmple() ? FailureKind.BUSY : kind;
    }

    private StoreFailure meaning(SQLException failure, FailureKind kind, ErrorCode onFailure, String what) {
        if (kind == FailureKind.BUSY) {
            circuit.notAsked();
        } else if (kind.isFault()) {
            circuit.failed(failure);
        } else {
            circuit.answered(0);
        }
        return kind.isPassing()
                ? unavailable(what, RETRY_SOON, failure)
                : new StoreFailure(onFailure, what + " failed", failure);
    }

    private static StoreFailure unavailable(String what, Duration retryAfter, Throwable cause) {
        return StoreFailure.unavailable(what + " is not possible at the moment", retryAfter, cause);
    }

    /**
     * The end of a read that starts now: for work of many statements, which asks it before each further one.
     *
     * @param request by when the request has to be answered that the read is for
     */
    public ReadDeadline deadline(Deadline request) {
        return ReadDeadline.of(settings.timeouts(), request);
    }

    /**
     * By when a read has to be over that comes now, and may wait until then before it begins.
     *
     * @param request by when the request has to be answered that the read is for
     */
    public Deadline end(Deadline request) {
        return request.orSooner(settings.timeouts().budget());
    }

    /** The failure of a read that could not begin. */
    public StoreFailure refusal(String what, String reason) {
        return unavailable(what, RETRY_SOON, NoConnection.notAsked(reason));
    }

    /** Whether any server answers and reaches its data nodes; takes less than a second, and never throws. */
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

    /** How many of its MySQL servers are in that state just now. */
    public int servers(ServerState state) {
        return servers.count(state);
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
        failures.summarise();
    }
}
