package dev.featurestore.rondb.cluster;

import com.zaxxer.hikari.HikariConfig;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The servers of a cluster: takes turns among those that answer, and asks the others in the background for a sign of
 * life. Thread-safe.
 */
final class Servers implements AutoCloseable {
    private static final int PROBE_MILLIS = 500;
    /** After this, no further server is asked; the last one may take as long again. */
    private static final long HEALTH_NANOS = 300_000_000L;

    private final List<ServerPool> pools;
    private final AtomicInteger turn = new AtomicInteger();
    private final ScheduledThreadPoolExecutor prober;

    Servers(String cluster, List<HikariConfig> configs) {
        this.pools = configs.stream().map(ServerPool::new).toList();
        this.prober = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, cluster + "-prober");
            thread.setDaemon(true);
            return thread;
        });
        prober.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        if (pools.size() > 1) {
            ScheduledFuture<?> unused =
                    prober.scheduleWithFixedDelay(this::probe, PROBE_MILLIS, PROBE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void probe() {
        pools.stream().filter(ServerPool::isAvoided).forEach(ServerPool::probe);
    }

    /**
     * Whose turn it is: a server that answers, if there is one.
     *
     * @param failed a server that has just failed, which is only taken again if there is no other
     */
    ServerPool next(@Nullable ServerPool failed) {
        int start = (turn.getAndIncrement() & Integer.MAX_VALUE) % pools.size();
        ServerPool fallback = pools.get(start);
        for (int i = 0; i < pools.size(); i++) {
            ServerPool pool = pools.get((start + i) % pools.size());
            if (pool != failed && !pool.isAvoided()) {
                return pool;
            }
            if (fallback == failed) {
                fallback = pool;
            }
        }
        return fallback;
    }

    /** Whether any server gives a sign of life, those first that did so before. Ends within a second. */
    boolean anyAnswers() {
        long end = System.nanoTime() + HEALTH_NANOS;
        return Stream.concat(
                        pools.stream().filter(pool -> !pool.isAvoided()),
                        pools.stream().filter(ServerPool::isAvoided))
                .takeWhile(pool -> System.nanoTime() < end)
                .anyMatch(ServerPool::probe);
    }

    int sum(ToIntFunction<ServerPool> gauge) {
        return pools.stream().mapToInt(gauge).sum();
    }

    @Override
    public void close() {
        prober.shutdownNow();
        pools.forEach(ServerPool::close);
    }
}
