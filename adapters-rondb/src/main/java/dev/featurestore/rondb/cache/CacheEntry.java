package dev.featurestore.rondb.cache;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;

/** A value that is held, and when it has to be reloaded. Thread-safe. */
final class CacheEntry<V> {
    private final CacheSettings settings;
    private final AtomicBoolean claimed = new AtomicBoolean();
    private final AtomicBoolean failing = new AtomicBoolean();
    private volatile V value;
    private volatile long asOf;
    private volatile long dueAt;

    /** Holds what the store had at {@code asOf}, which is when it was asked and not when it answered. */
    CacheEntry(CacheSettings settings, V value, long asOf) {
        this.settings = settings;
        this.value = value;
        this.asOf = asOf;
        this.dueAt = due(asOf);
    }

    V value() {
        return value;
    }

    /** Whether the value may still be served: not if reloading it has failed for too long. */
    boolean servable(long now) {
        return now - asOf
                <= settings.refreshInterval().toNanos() + settings.grace().toNanos();
    }

    /** Whether the store was asked less than that time ago. */
    boolean isYoungerThan(long nanos, long now) {
        return now - asOf < nanos;
    }

    /** Takes on the reload; false if it is not due, or another has taken it on. */
    boolean claim(long now) {
        return now - dueAt >= 0 && claimed.compareAndSet(false, true);
    }

    /** Ends a reload that brought a value. */
    void renew(V fresh, long freshAsOf) {
        value = fresh;
        asOf = freshAsOf;
        dueAt = due(freshAsOf);
        failing.set(false);
        claimed.set(false);
    }

    /**
     * Ends a reload that failed: the next one is due an interval later.
     *
     * @return whether it is the first that failed after a good one
     */
    boolean fail(long now) {
        dueAt = due(now);
        claimed.set(false);
        return failing.compareAndSet(false, true);
    }

    /** Sooner than the interval by the time between two sweeps, so that the interval is kept, and by some of the jitter. */
    private long due(long from) {
        long jitter = settings.jitter().toNanos();
        long sooner = jitter == 0 ? 0 : ThreadLocalRandom.current().nextLong(jitter);
        return from
                + settings.refreshInterval().toNanos()
                - Math.min(
                        sooner + Refresher.sweepPeriod(settings).toNanos(),
                        settings.refreshInterval().toNanos());
    }
}
