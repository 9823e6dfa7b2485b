package dev.featurestore.rondb.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.featurestore.application.port.Deadline;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
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
    /** A value that was read so short a time ago is not read again because somebody finds it outdated. */
    private static final long RELOADED_NANOS = Duration.ofMillis(50).toNanos();

    private final String name;
    private final CacheSettings settings;
    private final Source<K, V> source;
    private final Ticker ticker;
    private final Executor executor;
    private final Cache<K, Slot<V>> present;
    private final Cache<K, V> absent;
    private final SingleFlight<K, V> flights;
    private final SingleFlight<K, V> reloads;
    private final FloodGate<K, V> gate;
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder loads = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder failing = new LongAdder();
    private volatile boolean closed;

    /**
     * An empty cache; somebody has to call {@link #refreshDue} from time to time.
     *
     * @param name of what it holds, for the log
     * @param executor where reloads run; a bounded number of threads
     */
    public RefreshingCache(String name, CacheSettings settings, Source<K, V> source, Ticker ticker, Executor executor) {
        this(name, settings, source, ticker, executor, Runnable::run);
    }

    /**
     * The same with threads for first loads, so that whoever asks need not wait for them to end.
     *
     * @param loader a bounded number of threads; or the caller's own, which then waits to the end
     */
    RefreshingCache(
            String name,
            CacheSettings settings,
            Source<K, V> source,
            Ticker ticker,
            Executor executor,
            Executor loader) {
        this.name = name;
        this.settings = settings;
        this.source = source;
        this.ticker = ticker;
        this.executor = executor;
        this.flights = new SingleFlight<>(loader);
        this.reloads = new SingleFlight<>(loader);
        this.present = bounded(settings, ticker)
                .expireAfterAccess(settings.unusedAfter())
                .build();
        this.absent =
                bounded(settings, ticker).expireAfterWrite(settings.absentFor()).build();
        this.gate = new FloodGate<>(settings, ticker, source::census);
    }

    /** A cache that the refresher keeps fresh, and that loads in the refresher's threads. */
    public static <K, V> RefreshingCache<K, V> keptFresh(
            String name, CacheSettings settings, Source<K, V> source, Refresher refresher) {
        return keptFresh(name, settings, source, refresher, refresher.loader());
    }

    /** The same that loads in the thread of whoever asks: for what other loads need. */
    public static <K, V> RefreshingCache<K, V> loadingInCaller(
            String name, CacheSettings settings, Source<K, V> source, Refresher refresher) {
        return keptFresh(name, settings, source, refresher, Runnable::run);
    }

    private static <K, V> RefreshingCache<K, V> keptFresh(
            String name, CacheSettings settings, Source<K, V> source, Refresher refresher, Executor loader) {
        RefreshingCache<K, V> cache =
                new RefreshingCache<>(name, settings, source, Ticker.systemTicker(), refresher.executor(), loader);
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
     * The value, from memory if it is there. A load that takes longer than the caller waits goes on without it.
     *
     * @param deadline how long to wait for a load
     * @throws LoadPending if the value is not loaded by then
     * @throws CacheFailure if the cache is closed, or the thread interrupted
     * @throws RuntimeException whatever the source throws, for all who wait for that key
     */
    public V get(K key, Deadline deadline) {
        if (closed) {
            throw new CacheFailure("the cache of " + name + " is closed");
        }
        @Nullable V held = held(key);
        if (held != null) {
            hits.increment();
            return held;
        }
        misses.increment();
        return flights.join(key, () -> loadUnlessHeld(key), deadline);
    }

    /** The same, however long it takes. */
    public V get(K key) {
        return get(key, Deadline.NONE);
    }

    /**
     * The value as the source has it now, for a caller that found that what was held is outdated. Many such callers
     * cause one load, and those who come too late for it none, so that the source is not asked over and over.
     *
     * @param outdated tells the value that the caller does not want
     * @throws LoadPending as {@link #get}
     * @throws CacheFailure as {@link #get}
     * @throws RuntimeException as {@link #get}
     */
    public V reload(K key, Predicate<V> outdated, Deadline deadline) {
        @Nullable Slot<V> slot = present.getIfPresent(key);
        if (slot == null || !outdated.test(slot.value()) || slot.isYoungerThan(RELOADED_NANOS, ticker.read())) {
            return get(key, deadline);
        }
        return reloads.join(
                key,
                () -> {
                    refresh(key, slot);
                    return get(key);
                },
                deadline);
    }

    /** Hands every entry that is due to the executor. Returns at once. */
    public void refreshDue() {
        long cannot = failing.sumThenReset();
        if (cannot > 0 && !closed) {
            LOG.warn(
                    "Cannot reload {} entries of {}; what is known serves up to {} longer",
                    cannot,
                    name,
                    settings.grace());
        }
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
                failing.increment();
                LOG.debug("Cannot reload {} {}; what is known serves up to {} longer", name, key, settings.grace(), e);
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
