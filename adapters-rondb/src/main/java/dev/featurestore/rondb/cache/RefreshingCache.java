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
 * Values by key, read from a {@link CacheLoader} once for all who ask. Entries in use are reloaded in the background, so that
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
    private final CacheLoader<K, V> loader;
    private final Ticker ticker;
    private final Executor executor;
    private final Cache<K, CacheEntry<V>> present;
    private final Cache<K, V> absent;
    private final SingleFlight<K, V> flights;
    private final SingleFlight<K, V> reloads;
    private final NegativeLookupLimiter<K, V> negativeLookups;
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
    public RefreshingCache(
            String name, CacheSettings settings, CacheLoader<K, V> loader, Ticker ticker, Executor executor) {
        this(name, settings, loader, ticker, executor, Runnable::run);
    }

    /**
     * The same with threads for first loads, so that whoever asks need not wait for them to end.
     *
     * @param loadExecutor a bounded number of threads; or the caller's own, which then waits to the end
     */
    RefreshingCache(
            String name,
            CacheSettings settings,
            CacheLoader<K, V> loader,
            Ticker ticker,
            Executor executor,
            Executor loadExecutor) {
        this.name = name;
        this.settings = settings;
        this.loader = loader;
        this.ticker = ticker;
        this.executor = executor;
        this.flights = new SingleFlight<>(loadExecutor);
        this.reloads = new SingleFlight<>(loadExecutor);
        this.present = bounded(settings, ticker)
                .expireAfterAccess(settings.unusedAfter())
                .build();
        this.absent =
                bounded(settings, ticker).expireAfterWrite(settings.absentFor()).build();
        this.negativeLookups = new NegativeLookupLimiter<>(settings, ticker, loader::snapshot);
    }

    /** A cache that the refresher keeps fresh, and that loads in the refresher's threads. */
    public static <K, V> RefreshingCache<K, V> keptFresh(
            String name, CacheSettings settings, CacheLoader<K, V> loader, Refresher refresher) {
        return keptFresh(name, settings, loader, refresher, refresher.loader());
    }

    /** The same that loads in the thread of whoever asks: for what other loads need. */
    public static <K, V> RefreshingCache<K, V> loadingInCaller(
            String name, CacheSettings settings, CacheLoader<K, V> loader, Refresher refresher) {
        return keptFresh(name, settings, loader, refresher, Runnable::run);
    }

    private static <K, V> RefreshingCache<K, V> keptFresh(
            String name, CacheSettings settings, CacheLoader<K, V> loader, Refresher refresher, Executor loadExecutor) {
        RefreshingCache<K, V> cache = new RefreshingCache<>(
                name, settings, loader, Ticker.systemTicker(), refresher.executor(), loadExecutor);
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
     * @throws RuntimeException whatever the loader throws, for all who wait for that key
     */
    public V get(K key, Deadline deadline) {
        if (closed) {
            throw new CacheFailure("the cache of " + name + " is closed");
        }
        @Nullable V cached = cached(key);
        if (cached != null) {
            hits.increment();
            return cached;
        }
        misses.increment();
        return flights.join(key, () -> loadUnlessCached(key), deadline);
    }

    /** The same, however long it takes. */
    public V get(K key) {
        return get(key, Deadline.NONE);
    }

    /**
     * The value as the loader has it now, for a caller that found that what was cached is outdated. Many such callers
     * cause one load, and those who come too late for it none, so that the loader is not asked over and over.
     *
     * @param outdated tells the value that the caller does not want
     * @throws LoadPending as {@link #get}
     * @throws CacheFailure as {@link #get}
     * @throws RuntimeException as {@link #get}
     */
    public V reload(K key, Predicate<V> outdated, Deadline deadline) {
        @Nullable CacheEntry<V> entry = present.getIfPresent(key);
        if (entry == null || !outdated.test(entry.value()) || entry.isYoungerThan(RELOADED_NANOS, ticker.read())) {
            return get(key, deadline);
        }
        return reloads.join(
                key,
                () -> {
                    refresh(key, entry);
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
        negativeLookups.tidy();
        long now = ticker.read();
        present.asMap().forEach((key, entry) -> {
            if (entry.claim(now)) {
                submit(key, entry);
            }
        });
    }

    /** Forgets the key: the next question goes to the loader. */
    public void invalidate(K key) {
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

    private @Nullable V cached(K key) {
        @Nullable CacheEntry<V> entry = present.getIfPresent(key);
        return entry != null && entry.servable(ticker.read()) ? entry.value() : absent.getIfPresent(key);
    }

    private V loadUnlessCached(K key) {
        @Nullable V cached = cached(key); // another thread was a little faster
        if (cached != null) {
            return cached;
        }
        Optional<V> invented = negativeLookups.absence(key);
        if (invented.isPresent()) {
            return invented.get();
        }
        long asOf = ticker.read();
        V value = load(key, Optional.empty());
        if (loader.isAbsent(value)) {
            negativeLookups.countAbsent();
            present.invalidate(key);
            absent.put(key, value);
        } else {
            present.put(key, new CacheEntry<>(settings, value, asOf));
        }
        return value;
    }

    private void submit(K key, CacheEntry<V> entry) {
        try {
            executor.execute(() -> refresh(key, entry));
        } catch (RejectedExecutionException e) {
            entry.fail(ticker.read());
            LOG.debug("No more reloads of {}: shutting down", name);
        }
    }

    private void refresh(K key, CacheEntry<V> entry) {
        if (present.policy().getIfPresentQuietly(key) != entry) {
            return; // dropped while it waited
        }
        long asOf = ticker.read();
        try {
            V fresh = load(key, Optional.of(entry.value()));
            if (loader.isAbsent(fresh)) {
                absent.put(key, fresh);
                present.asMap().remove(key, entry);
            } else {
                entry.renew(fresh, asOf);
            }
        } catch (RuntimeException e) { // whatever it is, the old value serves on until its time is over
            if (entry.fail(ticker.read()) && !closed) {
                failing.increment();
                LOG.debug("Cannot reload {} {}; what is known serves up to {} longer", name, key, settings.grace(), e);
            }
        }
    }

    private V load(K key, Optional<V> previous) {
        loads.increment();
        boolean loaded = false;
        try {
            V value = loader.load(key, previous);
            loaded = true;
            return value;
        } finally {
            if (!loaded) {
                failures.increment();
            }
        }
    }
}
