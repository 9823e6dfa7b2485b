package dev.featurestore.web.exchange;

import java.util.HashMap;
import java.util.Map;

/**
 * So many bytes that some may hold. None may ever hold more than what is left free for others: alone one gets half, two
 * get a third each, and something is always free for the next. Thread-safe.
 *
 * @param <K> who they are, told apart by {@code equals}
 */
public final class FairShares<K> {
    private final long max;
    private final Map<K, Long> shares = new HashMap<>();
    private long held;

    /** @param max bytes that all may hold together */
    public FairShares(long max) {
        this.max = max;
    }

    /**
     * Holds that many bytes more.
     *
     * @return false if there is no room for them: then nothing more is held
     */
    public synchronized boolean take(K who, long bytes) {
        if (shares.getOrDefault(who, 0L) + bytes > max - held - bytes) {
            return false;
        }
        add(who, bytes);
        return true;
    }

    /** As {@link #take}, where there are no others: it may hold all. */
    synchronized boolean takeAlone(K who, long bytes) {
        if (held + bytes > max) {
            return false;
        }
        add(who, bytes);
        return true;
    }

    private void add(K who, long bytes) {
        held += bytes;
        shares.merge(who, bytes, Long::sum);
    }

    /** Gives back that many bytes of what one holds. */
    public synchronized void giveBack(K who, long bytes) {
        held -= bytes;
        shares.computeIfPresent(who, (same, share) -> share == bytes ? null : share - bytes);
    }

    /** Bytes that may be held together. */
    long max() {
        return max;
    }

    /** Bytes held just now. */
    synchronized long held() {
        return held;
    }
}
