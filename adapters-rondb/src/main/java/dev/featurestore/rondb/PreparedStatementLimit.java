package dev.featurestore.rondb;

import dev.featurestore.application.port.Deadline;
import dev.featurestore.application.port.StoreFailure;
import dev.featurestore.domain.ErrorCode;
import dev.featurestore.rondb.cluster.Cluster;
import dev.featurestore.rondb.cluster.ClusterSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says at start which MySQL servers let too few statements be prepared. Nothing fails then, but further statements are
 * sent as text, which is slower. Thread-safe.
 */
final class PreparedStatementLimit implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PreparedStatementLimit.class);
    private static final long PAUSE_MILLIS = 1_000;
    /** All statements for metadata, in all lengths of their lists. */
    private static final int METADATA_STATEMENTS = 100;

    private final RonDbSettings settings;
    private final Consumer<String> warning;
    private final Thread thread;

    private PreparedStatementLimit(RonDbSettings settings, Cluster data, Cluster metadata, Consumer<String> warning) {
        this.settings = settings;
        this.warning = warning;
        this.thread = new Thread(() -> run(data, metadata), "prepared-statement-limit");
        thread.setDaemon(true);
    }

    /** Looks as soon as the servers answer, in the background. */
    static PreparedStatementLimit watch(RonDbSettings settings, Cluster data, Cluster metadata) {
        return watch(settings, data, metadata, LOG::warn);
    }

    static PreparedStatementLimit watch(
            RonDbSettings settings, Cluster data, Cluster metadata, Consumer<String> warning) {
        PreparedStatementLimit limit = new PreparedStatementLimit(settings, data, metadata, warning);
        limit.thread.start();
        return limit;
    }

    private void run(Cluster data, Cluster metadata) {
        try {
            Map<String, Limit> limits = new HashMap<>();
            Map<String, Integer> needs = new HashMap<>();
            ask(data, settings.data(), ClusterSettings.PREPARED_STATEMENTS, limits, needs);
            ask(metadata, settings.metadata(), METADATA_STATEMENTS, limits, needs);
            limits.forEach((server, limit) -> limit.compare(server, needs.getOrDefault(server, 0), warning));
        } catch (InterruptedException e) {
            LOG.debug("Looking at limits of prepared statements was interrupted: shutting down");
        } catch (StoreFailure e) {
            LOG.debug("The limits of prepared statements cannot be read", e);
        }
    }

    /** Reads go to the servers in turn, so that each gets one. */
    private static void ask(
            Cluster cluster,
            ClusterSettings settings,
            int statements,
            Map<String, Limit> limits,
            Map<String, Integer> needs)
            throws InterruptedException {
        Map<String, Limit> found = new HashMap<>();
        for (int i = 0; i < settings.servers().size(); i++) {
            Limit limit = read(cluster);
            found.put(limit.server(), limit);
        }
        limits.putAll(found);
        found.keySet().forEach(server -> needs.merge(server, settings.poolSize() * statements, Integer::sum));
    }

    private static Limit read(Cluster cluster) throws InterruptedException {
        while (cluster.idleConnections() == 0) { // the first are being made: asking would only fail
            Thread.sleep(PAUSE_MILLIS);
        }
        while (true) {
            try {
                return cluster.readWithJdbi(
                        ErrorCode.STORE_READ_FAILED,
                        "Reading the limit of prepared statements",
                        Deadline.NONE,
                        Limit::read);
            } catch (StoreFailure e) {
                if (e.code() != ErrorCode.UNAVAILABLE) {
                    throw e;
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    /** Waits until all servers have been asked. */
    void join() throws InterruptedException {
        thread.join();
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private record Limit(String server, long max, long used) {
        static Limit read(Handle handle) {
            long used = handle.createQuery("SHOW GLOBAL STATUS LIKE 'Prepared_stmt_count'")
                    .map((row, context) -> row.getLong(2))
                    .one();
            return handle.createQuery("SELECT CONCAT(@@hostname, ':', @@port), @@global.max_prepared_stmt_count")
                    .map((row, context) -> new Limit(row.getString(1), row.getLong(2), used))
                    .one();
        }

        void compare(String server, long needed, Consumer<String> warning) {
            if (used + needed > max) {
                warning.accept("MySQL server " + server + " lets " + max
                        + " statements be prepared (max_prepared_stmt_count), and " + used
                        + " are; this server may prepare " + needed
                        + " more: set it to at least " + (used + needed)
                        + ", or some are sent as text, which is slower");
            }
        }
    }
}
