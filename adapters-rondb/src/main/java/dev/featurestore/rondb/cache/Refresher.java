package dev.featurestore.rondb.cache;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that fill caches and keep them fresh. Each cache is swept by one thread at a time, apart from those that
 * load what requests wait for. Thread-safe.
 */
public final class Refresher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Refresher.class);
    private static final long CLOSING_SECONDS = 5;
    /** First loads at the same time; each may hold a database connection. */
    private static final int LOADERS = 8;
    /** First loads that may wait for a thread. */
    private static final int WAITING_LOADS = 256;

    private final ScheduledExecutorService sweepers;
    private final ExecutorService loaders;

    /** Starts with that many threads for sweeps, one for each cache; each may hold a database connection. */
    public Refresher(int threads) {
        this.sweepers = Executors.newScheduledThreadPool(threads, threads("cache-refresh"));
        ThreadPoolExecutor first = new ThreadPoolExecutor(
                LOADERS, LOADERS, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(WAITING_LOADS), threads("cache-load"));
        first.allowCoreThreadTimeOut(true);
        this.loaders = first;
    }

    /** Where caches load what they do not have yet; rejects what is too much. */
    Executor loader() {
        return loaders;
    }

    /** Sweeps the cache from now on. */
    public void keepFresh(RefreshingCache<?, ?> cache) {
        sweepAfter(cache.settings().sweepPeriod().toNanos(), cache);
    }

    /** How long a sweep takes does not put off the next one; those that could not be in time are left out. */
    private void sweepAfter(long nanos, RefreshingCache<?, ?> cache) {
        try {
            ScheduledFuture<?> unused = sweepers.schedule(() -> sweep(cache), nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closing) {
            LOG.debug("No more sweeps of the cache of {}: shutting down", cache.name());
        }
    }

    private void sweep(RefreshingCache<?, ?> cache) {
        long begin = System.nanoTime();
        try {
            cache.refreshDue();
        } catch (Throwable e) { // outermost code: there would be no further sweep
            LOG.error("Sweeping the cache of {} failed", cache.name(), e);
        }
        long took = System.nanoTime() - begin;
        sweepAfter(Math.max(0, cache.settings().sweepPeriod().toNanos() - took), cache);
    }

    /** Stops reloading; a reload under way is interrupted and waited for. */
    @Override
    public void close() {
        sweepers.shutdownNow();
        loaders.shutdownNow();
        try {
            if (!sweepers.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("Reading for the caches does not end");
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
