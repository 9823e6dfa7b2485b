package dev.featurestore.rondb.cache;

/** A value that is held, and as of when. Thread-safe. */
final class CacheEntry<V> {
    private final CacheSettings settings;
    private volatile V value;
    private volatile long asOf;
    private boolean failing;

    /** Holds what the store had at {@code asOf}, which is when it was asked and not when it answered. */
    CacheEntry(CacheSettings settings, V value, long asOf) {
        this.settings = settings;
        this.value = value;
        this.asOf = asOf;
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

    /**
     * Takes a value that was read again, unless one has come that is newer; a value that is equal stays the same
     * instance.
     */
    synchronized void renew(V fresh, long freshAsOf) {
        if (freshAsOf - asOf >= 0) {
            value = fresh.equals(value) ? value : fresh;
            asOf = freshAsOf;
            failing = false;
        }
    }

    /**
     * Notes a reload that failed.
     *
     * @return whether it is the first that failed after a good one
     */
    synchronized boolean fail() {
        boolean first = !failing;
        failing = true;
        return first;
    }
}
