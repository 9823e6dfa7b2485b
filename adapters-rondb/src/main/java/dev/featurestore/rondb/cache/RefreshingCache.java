package dev.featurestore.rondb.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Values by key, read from a {@link Source} once for all who ask. Entries in use are reloaded in the background, so that
 * nobody waits for a reload; entries that nobody asks for are dropped; if a reload fails, the old value serves for a
 * while longer. That nothing is there is remembered briefly, apart from the values, so that invented keys never push
 * out real ones. Bounded, and thread-safe.
 */
public final class RefreshingCache<K, V> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RefreshingCache.class);

    private final String name;
    private final CacheSettings settings;
    private final Source<K, V> source;
    private final Ticker ticker;
    private final Executor executor;
    private final Cache<K, Slot<V>> present;
    private final Cache<K, V> absent;
    private final SingleFlight<K, V> flights = new SingleFlight<>();
    private final FloodGate<K, V> gate;
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder loads = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private volatile boolean closed;

    /**
     * An empty cache; somebody has to call {@link #refreshDue} from time to time.
     *
     * @param name of what it holds, for the log
     * @param executor where reloads run; a bounded number of threads
     */
    public RefreshingCache(String name, CacheSettings settings, Source<K, V> source, Ticker ticker, Executor executor) {
        this.name = name;
        this.settings = settings;
        this.source = source;
        this.ticker = ticker;
        this.executor = executor;
        this.present = bounded(settings, ticker)
                .expireAfterAccess(settings.unusedAfter())
                .build();
        this.absent =
                bounded(settings, ticker).expireAfterWrite(settings.absentFor()).build();
        this.gate = new FloodGate<>(settings, ticker, source::census);
    }

    /** A cache that the refresher keeps fresh. */
    public static <K, V> RefreshingCache<K, V> keptFresh(
            String name, CacheSettings settings, Source<K, V> source, Refresher refresher) {
        RefreshingCache<K, V> cache =
                new RefreshingCache<>(name, settings, source, Ticker.systemTicker(), refresher.executor());
        refresher.keepFresh(cache);
        return cache;
    }

    private static Caffeine<Object, Object> bounded(CacheSettings settings, Ticker ticker) {
        // Housekeeping is short, and in the caller's thread it needs no pool of its own.
        return Caffeine.newBuilder()
                .maximumSize(settings.maxEntries())
                .ticker(ticker)
                .executor(Runnable::run);
    }

    /**
     * The value, from memory if it is there.
     *
     * @throws CacheFailure if the cache is closed, or the thread interrupted
     * @throws RuntimeException whatever the source throws, for all who wait for that key
     */
    public V get(K key) {
        if (closed) {
            throw new CacheFailure("the cache of " + name + " is closed");
        }
        @Nullable V held = held(key);
        if (held != null) {
            hits.increment();
            return held;
        }
        misses.increment();
        return flights.join(key, () -> loadUnlessHeld(key));
    }

    /** Hands every entry that is due to the executor. Returns at once. */
    public void refreshDue() {
        present.cleanUp();
        absent.cleanUp();
        gate.tidy();
        long now = ticker.read();
        present.asMap().forEach((key, slot) -> {
            if (slot.claim(now)) {
                hand(key, slot);
            }
        });
    }

    /** Forgets the key: the next question goes to the source. */
    public void forget(K key) {
        present.invalidate(key);
        absent.invalidate(key);
    }

    /** What it has done so far. */
    public CacheCounts counts() {
        return new CacheCounts(
                hits.sum(), misses.sum(), loads.sum(), failures.sum(), present.estimatedSize(), absent.estimatedSize());
    }

    String name() {
        return name;
    }

    CacheSettings settings() {
        return settings;
    }

    /** Forgets everything and answers no more. */
    @Override
    public void close() {
        closed = true;
        present.invalidateAll();
        absent.invalidateAll();
    }

    private @Nullable V held(K key) {
        @Nullable Slot<V> slot = present.getIfPresent(key);
        return slot != null && slot.servable(ticker.read()) ? slot.value() : absent.getIfPresent(key);
    }

    private V loadUnlessHeld(K key) {
        @Nullable V held = held(key); // another thread was a little faster
        if (held != null) {
            return held;
        }
        Optional<V> invented = gate.absence(key);
        if (invented.isPresent()) {
            return invented.get();
        }
        long asOf = ticker.read();
        V value = load(key, Optional.empty());
        if (source.isAbsent(value)) {
            gate.countAbsent();
            present.invalidate(key);
            absent.put(key, value);
        } else {
            present.put(key, new Slot<>(settings, value, asOf));
        }
        return value;
    }

    private void hand(K key, Slot<V> slot) {
        try {
            executor.execute(() -> refresh(key, slot));
        } catch (RejectedExecutionException e) {
            slot.fail(ticker.read());
            LOG.debug("No more reloads of {}: shutting down", name);
        }
    }

    private void refresh(K key, Slot<V> slot) {
        if (present.policy().getIfPresentQuietly(key) != slot) {
            return; // dropped while it waited
        }
        long asOf = ticker.read();
        try {
            V fresh = load(key, Optional.of(slot.value()));
            if (source.isAbsent(fresh)) {
                absent.put(key, fresh);
                present.asMap().remove(key, slot);
            } else {
                slot.renew(fresh, asOf);
            }
        } catch (RuntimeException e) { // whatever it is, the old value serves on until its time is over
            if (slot.fail(ticker.read()) && !closed) {
                LOG.warn("Cannot reload {} {}; what is known serves up to {} longer", name, key, settings.grace(), e);
            }
        }
    }

    private V load(K key, Optional<V> previous) {
        loads.increment();
        boolean loaded = false;
        try {
            V value = source.load(key, previous);
            loaded = true;
            return value;
        } finally {
            if (!loaded) {
                failures.increment();
            }
        }
    }
}
