package dev.featurestore.rondb.cache;

/** A value that is held, and as of when. Thread-safe. */
final class CacheEntry<V> {
    /** Odd, with bits all over (Knuth's multiplicative hashing). */
    private static final int SPREADING = 0x9E3779B9;

    private final CacheSettings settings;
    private final int turn;
    private volatile V value;
    private volatile long asOf;
    private boolean failing;

    /** Holds what the store had at {@code asOf}, which is when it was asked and not when it answered. */
    CacheEntry(CacheSettings settings, Object key, V value, long asOf) {
        this.settings = settings;
        this.turn = Math.floorMod((key.hashCode() * SPREADING) >>> 16, CacheSettings.SWEEPS);
        this.value = value;
        this.asOf = asOf;
    }

    V value() {
        return value;
    }

    /** Whether it has its turn in one of the last sweeps: keys that only differ in a number are spread evenly. */
    boolean hasTurn(long sweep, long last) {
        return Math.floorMod(sweep - turn, CacheSettings.SWEEPS) < last;
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

    /** Takes a value that was read again, unless one has come that is newer; a value that is equal stays the same instance. */
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
