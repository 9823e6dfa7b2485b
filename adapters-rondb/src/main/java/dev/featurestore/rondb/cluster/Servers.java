package dev.featurestore.rondb.cluster;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The servers of a cluster: takes turns among those that answer, and asks the others in the background whether they
 * are back. Thread-safe.
 */
final class Servers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Servers.class);
    private static final int PROBE_MILLIS = 500;
    /** After this, no further server is asked; the last one may take as long again. */
    private static final long HEALTH_NANOS = 300_000_000L;
    /** For so long an answer about health is repeated, however often it is asked for. */
    private static final long HEALTH_KEPT_NANOS = 200_000_000L;

    private final String cluster;
    private final List<ServerPool> pools;
    private final Runnable onRecovery;
    private final AtomicInteger turn = new AtomicInteger();
    private final ScheduledThreadPoolExecutor prober;
    private final Object healthLock = new Object();
    private volatile boolean healthKnown;
    private long healthAsOf;
    private boolean healthy;
    private boolean allDown;
    private long allDownSince;

    /**
     * Opens the pools; waits for no server.
     *
     * @param onRecovery told when the first server is back after all were down
     */
    Servers(String cluster, List<PoolSettings> settings, Runnable onRecovery) {
        this.cluster = cluster;
        this.onRecovery = onRecovery;
        this.prober = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, cluster + "-prober");
            thread.setDaemon(true);
            return thread;
        });
        this.pools = settings.stream()
                .map(each -> new ServerPool(each, this::stateChanged, this::probeSoon))
                .toList();
        prober.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        prober.execute(() -> pools.forEach(this::probe));
        every(
                Duration.ofMillis(PROBE_MILLIS),
                () -> pools.stream()
                        .filter(pool -> pool.state() != ServerState.UP)
                        .forEach(this::probe));
    }

    /** Does something from time to time, in the background. */
    void every(Duration period, Runnable work) {
        ScheduledFuture<?> unused = prober.scheduleWithFixedDelay(
                () -> run(work), period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void run(Runnable work) {
        try {
            work.run();
        } catch (Throwable defect) { // outermost code: the work would not be done again
            LOG.error("{}: what is done from time to time failed", cluster, defect);
        }
    }

    private void probeSoon(ServerPool pool) {
        try {
            prober.execute(() -> {
                if (pool.state() == ServerState.SUSPECT) {
                    probe(pool);
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("No more probes of {}: shutting down", cluster);
        }
    }

    private void probe(ServerPool pool) {
        try {
            pool.probe();
        } catch (Throwable defect) { // the others are probed
            LOG.error("{}: asking MySQL server {} failed", cluster, pool.address(), defect);
        }
    }

    private synchronized void stateChanged() {
        boolean down = pools.stream().allMatch(pool -> pool.state() == ServerState.DOWN);
        if (down == allDown) {
            return;
        }
        allDown = down;
        healthKnown = false;
        if (down) {
            allDownSince = System.nanoTime();
            LOG.error(
                    "{} is down: none of its MySQL servers can be used; requests are refused until one is back",
                    cluster);
        } else {
            onRecovery.run();
            LOG.info(
                    "{} is back after {} s",
                    cluster,
                    Duration.ofNanos(System.nanoTime() - allDownSince).toSeconds());
        }
    }

    /** Whose turn it is: a server that answers, if there is one; null if all are down. */
    @Nullable
    ServerPool next() {
        return from(turn.getAndIncrement(), null);
    }

    /**
     * A server for a second try, which takes no turn: with two servers, the next read would come to the failed one
     * again.
     *
     * @param failed a server that has just failed, which is only taken if there is no other
     * @return null if all are down
     */
    @Nullable
    ServerPool nextAfter(ServerPool failed) {
        return from(turn.get(), failed);
    }

    private @Nullable ServerPool from(int turn, @Nullable ServerPool failed) {
        int start = (turn & Integer.MAX_VALUE) % pools.size();
        @Nullable ServerPool best = null;
        int bestRank = Integer.MAX_VALUE;
        for (int i = 0; i < pools.size(); i++) {
            ServerPool pool = pools.get((start + i) % pools.size());
            ServerState state = pool.state();
            int rank = pool == failed ? 2 : state == ServerState.UP ? 0 : 1;
            if (state != ServerState.DOWN && rank < bestRank) {
                best = pool;
                bestRank = rank;
            }
        }
        return best;
    }

    /** Whether any server answers and reaches its data nodes, those first that did so before. Ends within a second. */
    boolean anyAnswers() {
        synchronized (healthLock) { // never held by whoever holds a pool's lock
            if (!healthKnown || System.nanoTime() - healthAsOf > HEALTH_KEPT_NANOS) {
                healthKnown = true;
                healthy = askForHealth();
                healthAsOf = System.nanoTime();
            }
            return healthy;
        }
    }

    /** Servers that are down are left to the background, which finds them again within half a second. */
    private boolean askForHealth() {
        long end = System.nanoTime() + HEALTH_NANOS;
        return Stream.of(ServerState.UP, ServerState.SUSPECT)
                .flatMap(state -> pools.stream().filter(pool -> pool.state() == state))
                .takeWhile(pool -> System.nanoTime() < end)
                .anyMatch(ServerPool::probe);
    }

    /** How many are in that state just now. */
    int count(ServerState state) {
        return sum(pool -> pool.state() == state ? 1 : 0);
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
