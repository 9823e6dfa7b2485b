package dev.featurestore.rondb.cache;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that keep caches fresh: one that looks for entries that are due, a few that reload them. An entry waits
 * at most once for a thread, so that no more wait than the caches hold. Thread-safe.
 */
public final class Refresher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Refresher.class);
    private static final int SWEEPS_PER_INTERVAL = 20;
    private static final Duration LONGEST_PERIOD = Duration.ofSeconds(1);
    private static final Duration SHORTEST_PERIOD = Duration.ofMillis(5);
    private static final long CLOSING_SECONDS = 5;
    /** First loads at the same time; each may hold a database connection. */
    private static final int LOADERS = 8;
    /** First loads that may wait for a thread. */
    private static final int WAITING_LOADS = 256;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(threads("cache-clock"));
    private final ExecutorService workers;
    private final ExecutorService loaders;

    /** Starts reloading with that many threads; each may hold a database connection. */
    public Refresher(int threads) {
        this.workers = Executors.newFixedThreadPool(threads, threads("cache-refresh"));
        ThreadPoolExecutor first = new ThreadPoolExecutor(
                LOADERS, LOADERS, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(WAITING_LOADS), threads("cache-load"));
        first.allowCoreThreadTimeOut(true);
        this.loaders = first;
    }

    /** Where caches load what they do not have yet; rejects what is too much. */
    Executor loader() {
        return loaders;
    }

    /** Where caches reload their entries. */
    public Executor executor() {
        return workers;
    }

    /** Sweeps the cache from now on. */
    public void keepFresh(RefreshingCache<?, ?> cache) {
        long nanos = sweepPeriod(cache.settings()).toNanos();
        ScheduledFuture<?> unused =
                clock.scheduleWithFixedDelay(() -> sweep(cache), nanos, nanos, TimeUnit.NANOSECONDS);
    }

    /** How often a cache is swept: often enough for its refresh interval. */
    static Duration sweepPeriod(CacheSettings settings) {
        Duration period = settings.refreshInterval().dividedBy(SWEEPS_PER_INTERVAL);
        if (period.compareTo(LONGEST_PERIOD) > 0) {
            return LONGEST_PERIOD;
        }
        return period.compareTo(SHORTEST_PERIOD) < 0 ? SHORTEST_PERIOD : period;
    }

    private static void sweep(RefreshingCache<?, ?> cache) {
        try {
            cache.refreshDue();
        } catch (RuntimeException e) { // the edge of this thread: a sweep that throws would be the last one
            LOG.error("Sweeping the cache of {} failed", cache.name(), e);
        }
    }

    /** Stops reloading; a reload under way is interrupted and waited for. */
    @Override
    public void close() {
        clock.shutdownNow();
        workers.shutdownNow();
        loaders.shutdownNow();
        try {
            if (!workers.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("A reload of a cache entry does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ThreadFactory threads(String name) {
        AtomicInteger number = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
