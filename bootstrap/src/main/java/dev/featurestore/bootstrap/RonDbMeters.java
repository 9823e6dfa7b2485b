package dev.featurestore.bootstrap;

import dev.featurestore.rondb.RonDb;
import dev.featurestore.rondb.cache.CacheCounts;
import dev.featurestore.rondb.cluster.CircuitState;
import dev.featurestore.rondb.cluster.Cluster;
import dev.featurestore.rondb.cluster.ServerState;
import dev.featurestore.rondb.coalescing.CoalescingCounts;
import dev.featurestore.rondb.rows.StatementShape;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * What a RonDB cluster, seen from here, measures: servers, connections, circuits, caches, statements. Read when asked
 * for.
 */
final class RonDbMeters {
    private final MeterRegistry registry;

    private RonDbMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    static void register(RonDb ronDb, MeterRegistry registry) {
        RonDbMeters meters = new RonDbMeters(registry);
        meters.cluster(ronDb.data());
        meters.cluster(ronDb.metadata());
        meters.coalescing(ronDb.onlineStore().coalescing());
        meters.cache("views", ronDb::viewCounts);
        meters.cache("api_keys", ronDb::keyCounts);
        for (StatementShape shape : StatementShape.values()) {
            FunctionCounter.builder(
                            "feature_store_statements",
                            ronDb,
                            each -> each.onlineStore().statements(shape))
                    .description("SQL statements sent for rows, by their shape.")
                    .tag("shape", shape.label())
                    .register(registry);
        }
    }

    private void coalescing(CoalescingCounts counts) {
        FunctionCounter.builder("feature_store_reads", counts, CoalescingCounts::reads)
                .description("Reads of rows, each for one request or for several that share it.")
                .register(registry);
        FunctionCounter.builder("feature_store_read_entries", counts, CoalescingCounts::entries)
                .description("Entries in the reads of rows.")
                .register(registry);
        FunctionTimer.builder(
                        "feature_store_read_wait",
                        counts,
                        CoalescingCounts::waits,
                        each -> each.waited(TimeUnit.NANOSECONDS),
                        TimeUnit.NANOSECONDS)
                .description("How long requests waited for a read that they shared.")
                .register(registry);
        Gauge.builder("feature_store_read_waiting", counts, CoalescingCounts::waiting)
                .description("Requests that wait for a read that they share, or for its end.")
                .register(registry);
        Gauge.builder("feature_store_read_in_flight_limit", counts, CoalescingCounts::inFlightLimit)
                .description("Reads of a feature view that may be under way before others wait to share the next.")
                .register(registry);
    }

    private void cluster(Cluster cluster) {
        Gauge.builder("feature_store_pool_connections", cluster, Cluster::activeConnections)
                .description("Connections to MySQL servers: active ones are in use, idle ones wait for work.")
                .tag("cluster", cluster.name())
                .tag("state", "active")
                .register(registry);
        Gauge.builder("feature_store_pool_connections", cluster, Cluster::idleConnections)
                .description("Connections to MySQL servers: active ones are in use, idle ones wait for work.")
                .tag("cluster", cluster.name())
                .tag("state", "idle")
                .register(registry);
        Gauge.builder("feature_store_pool_waiting", cluster, Cluster::waitingReads)
                .description("Reads that wait for a connection.")
                .tag("cluster", cluster.name())
                .register(registry);
        for (ServerState state : ServerState.values()) {
            Gauge.builder("feature_store_servers", cluster, each -> each.servers(state))
                    .description("MySQL servers of a cluster that are in that state.")
                    .tag("cluster", cluster.name())
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        for (CircuitState state : CircuitState.values()) {
            Gauge.builder("feature_store_circuit_state", cluster, each -> each.circuit() == state ? 1 : 0)
                    .description("1 for the state that the circuit breaker is in.")
                    .tag("cluster", cluster.name())
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
    }

    private void cache(String name, Supplier<CacheCounts> counts) {
        counter("feature_store_cache_hits", "Questions answered from memory.", name, counts, CacheCounts::hits);
        counter(
                "feature_store_cache_misses",
                "Questions that waited for the store.",
                name,
                counts,
                CacheCounts::misses);
        counter(
                "feature_store_cache_loads",
                "Loads from the store, reloads included.",
                name,
                counts,
                CacheCounts::loads);
        counter("feature_store_cache_load_failures", "Loads that failed.", name, counts, CacheCounts::failures);
        gauge("feature_store_cache_entries", "Values held in memory.", name, counts, CacheCounts::size);
        gauge(
                "feature_store_cache_absent_entries",
                "Keys held in memory of which it is known that nothing is there.",
                name,
                counts,
                CacheCounts::absent);
    }

    private void counter(
            String name,
            String description,
            String cache,
            Supplier<CacheCounts> counts,
            ToLongFunction<CacheCounts> which) {
        FunctionCounter.builder(name, counts, each -> which.applyAsLong(each.get()))
                .description(description)
                .tag("cache", cache)
                .register(registry);
    }

    private void gauge(
            String name,
            String description,
            String cache,
            Supplier<CacheCounts> counts,
            ToLongFunction<CacheCounts> which) {
        Gauge.builder(name, () -> which.applyAsLong(counts.get()))
                .description(description)
                .tag("cache", cache)
                .register(registry);
    }
}
