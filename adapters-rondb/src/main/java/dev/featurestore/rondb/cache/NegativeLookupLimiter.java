package dev.featurestore.rondb.cache;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.featurestore.application.port.Deadline;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps many invented keys from the store. As long as few absent keys come, each is looked up by itself. Once there
 * have been {@link CacheSettings#absentBudget} of them in a second, the next unknown key makes the store list what it
 * has, and the list answers for the moments that follow. So the store is asked some times a second, however many keys
 * are invented; a key that exists is in the list and is loaded as usual; and a key that was just created waits no
 * longer than the list is used. Simply refusing what is beyond a share would lock out real keys that are not in memory,
 * after a restart for instance, for as long as they keep coming. Thread-safe.
 */
final class NegativeLookupLimiter<K, V> {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Ticker ticker;
    private final long snapshotNanos;
    private final int budget;
    private final Supplier<KeySnapshot<K, V>> read;
    private final SingleFlight<Boolean, Taken<K, V>> reading = new SingleFlight<>(Runnable::run);
    private volatile @Nullable Taken<K, V> latest;
    private long secondBegan;
    private int absentThisSecond;

    NegativeLookupLimiter(CacheSettings settings, Ticker ticker, Supplier<KeySnapshot<K, V>> read) {
        this.ticker = ticker;
        this.snapshotNanos = settings.absentFor().toNanos();
        this.budget = settings.absentBudget();
        this.read = read;
        this.secondBegan = ticker.read();
    }

    /** The answer for a key that is known not to be there; empty if the store must be asked. */
    Optional<V> absence(K key) {
        return overBudget() ? snapshot().absence(key) : Optional.empty();
    }

    /** Says that the store was asked for a key, and nothing was there. */
    synchronized void countAbsent() {
        turnSecond();
        absentThisSecond++;
    }

    /** Lets go of a list that is too old to be used. */
    void tidy() {
        Taken<K, V> taken = latest;
        if (taken != null && !isFresh(taken)) {
            latest = null;
        }
    }

    private synchronized boolean overBudget() {
        turnSecond();
        return absentThisSecond >= budget;
    }

    private void turnSecond() {
        long now = ticker.read();
        if (now - secondBegan >= SECOND) {
            secondBegan = now;
            absentThisSecond = 0;
        }
    }

    private KeySnapshot<K, V> snapshot() {
        Taken<K, V> taken = latest;
        return taken != null && isFresh(taken)
                ? taken.snapshot()
                : reading.join(true, this::takeSnapshot, Deadline.NONE).snapshot();
    }

    private Taken<K, V> takeSnapshot() {
        Taken<K, V> taken = latest;
        if (taken != null && isFresh(taken)) {
            return taken; // another thread was a little faster
        }
        long asOf = ticker.read();
        Taken<K, V> fresh = new Taken<>(read.get(), asOf);
        latest = fresh;
        return fresh;
    }

    private boolean isFresh(Taken<K, V> taken) {
        return ticker.read() - taken.asOf() < snapshotNanos;
    }

    private record Taken<K, V>(KeySnapshot<K, V> snapshot, long asOf) {}
}
