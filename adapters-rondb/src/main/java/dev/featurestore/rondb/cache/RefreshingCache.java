package dev.featurestore.rondb.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.featurestore.application.port.Deadline;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Values by key, read from a {@link CacheLoader} once for all who ask. Entries in use are reloaded in the background,
 * many at a time and spread over the interval, so that nobody waits for a reload; entries that nobody asks for are
 * dropped; if a reload fails, the old value serves for a while longer. That nothing is there is remembered briefly,
 * apart from the values, so that invented keys never push out real ones. Bounded, and thread-safe.
 */
public final class RefreshingCache<K, V> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RefreshingCache.class);
    /** A value that was read within this time is not read again because a caller finds it outdated. */
    private static final long RELOADED_NANOS = Duration.ofMillis(50).toNanos();

    /** Entries that are reloaded at once. */
    private static final int CHUNK = 512;

    private final String name;
    private final CacheSettings settings;
    private final CacheLoader<K, V> loader;
    private final Ticker ticker;
    private final long startedAt;
    private final long sweepNanos;
    private final Cache<K, CacheEntry<V>> present;
    private final Cache<K, V> absent;
    private final Turns<K> turns = new Turns<>();
    private final SharedLoads<K, V> firstLoads;
    private final SingleFlight<K, V> reloads;
    private final NegativeLookupLimiter<K, V> negativeLookups;
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder loads = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder failing = new LongAdder();
    private long sweeps;
    private volatile boolean closed;

    /**
     * An empty cache; somebody has to call {@link #refreshDue} from time to time.
     *
     * @param name of what it holds, for the log
     */
    public RefreshingCache(String name, CacheSettings settings, CacheLoader<K, V> loader, Ticker ticker) {
        this(name, settings, loader, ticker, Runnable::run);
    }

    /**
     * An empty cache with threads for first loads, so that a caller need not wait for them to end.
     *
     * @param loadExecutor a bounded number of threads; or the caller's own, which then waits to the end
     */
    RefreshingCache(
            String name, CacheSettings settings, CacheLoader<K, V> loader, Ticker ticker, Executor loadExecutor) {
        this.name = name;
        this.settings = settings;
        this.loader = loader;
        this.ticker = ticker;
        this.startedAt = ticker.read();
        this.sweepNanos = settings.sweepPeriod().toNanos();
        this.firstLoads = new SharedLoads<>(loadExecutor, this::loadAll);
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

    /**
     * A cache that the refresher keeps fresh, and that loads in the thread of the caller: for values that other loads
     * need.
     */
    public static <K, V> RefreshingCache<K, V> loadingInCaller(
            String name, CacheSettings settings, CacheLoader<K, V> loader, Refresher refresher) {
        return keptFresh(name, settings, loader, refresher, Runnable::run);
    }

    private static <K, V> RefreshingCache<K, V> keptFresh(
            String name, CacheSettings settings, CacheLoader<K, V> loader, Refresher refresher, Executor loadExecutor) {
        RefreshingCache<K, V> cache =
                new RefreshingCache<>(name, settings, loader, Ticker.systemTicker(), loadExecutor);
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
        return firstLoads.get(key, deadline);
    }

    /**
     * The value, from memory if it is there; waits for a load however long it takes. Throws as
     * {@link #get(Object, Deadline)} does.
     */
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
                    refresh(Map.of(key, entry), held -> loader.load(held.keySet(), held));
                    // In this thread: one that waits for another of the same pool may wait for ever.
                    return Objects.requireNonNull(loadAll(Set.of(key)).get(key));
                },
                deadline);
    }

    /**
     * The values of many keys. Those that are not in memory are loaded in this thread, together.
     *
     * @return a value for each key
     * @throws RuntimeException as {@link #get}
     */
    public Map<K, V> loadAll(Collection<K> keys) {
        Map<K, V> values = new HashMap<>();
        Set<K> missing = new HashSet<>();
        for (K key : keys) {
            @Nullable V known = cached(key); // now, if not when it was asked for
            if (known == null) {
                known = negativeLookups.absence(key).orElse(null);
            }
            if (known == null) {
                missing.add(key);
            } else {
                values.put(key, known);
            }
        }
        if (!missing.isEmpty()) {
            values.putAll(loadMissing(missing));
        }
        return values;
    }

    /**
     * Reloads the entries whose turn has come since the last time, many at once, and those that are known to be
     * outdated. Each entry has one turn in each {@link CacheSettings#period}. To be called by one thread at a time,
     * once in each {@link CacheSettings#sweepPeriod}.
     */
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
        Map<K, CacheEntry<V>> chunk = new HashMap<>();
        for (K key : due()) {
            @Nullable CacheEntry<V> entry = present.policy().getIfPresentQuietly(key);
            if (entry == null) {
                turns.forget(key, present.asMap()::containsKey);
            } else {
                chunk.put(key, entry);
            }
            if (chunk.size() == CHUNK) {
                refresh(chunk, loader::refresh);
                chunk.clear();
            }
        }
        if (!chunk.isEmpty()) {
            refresh(chunk, loader::refresh);
        }
    }

    private Set<K> due() {
        long now = (ticker.read() - startedAt) / sweepNanos;
        Set<K> due = new HashSet<>();
        for (long sweep = Math.max(sweeps + 1, now - CacheSettings.SWEEPS + 1); sweep <= now; sweep++) {
            due.addAll(turns.of(sweep));
        }
        sweeps = now;
        loader.outdated()
                .ifPresent(outdated -> present.asMap().forEach((key, entry) -> {
                    if (outdated.test(entry.value())) {
                        due.add(key);
                    }
                }));
        return due;
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

    private Map<K, V> loadMissing(Set<K> keys) {
        long asOf = ticker.read();
        Map<K, V> loaded = load(keys, Map.of());
        if (!loaded.keySet().containsAll(keys)) {
            throw new CacheFailure("loading one of " + name + " brought nothing");
        }
        loaded.forEach((key, value) -> {
            if (loader.isAbsent(value)) {
                negativeLookups.countAbsent();
            }
            keep(key, value, asOf);
        });
        return loaded;
    }

    private void keep(K key, V value, long asOf) {
        if (loader.isAbsent(value)) {
            present.invalidate(key);
            absent.put(key, value);
        } else {
            present.put(key, new CacheEntry<>(settings, value, asOf));
            turns.add(key);
        }
    }

    /** Whatever fails, the old values serve on until their time is over. */
    private void refresh(Map<K, CacheEntry<V>> entries, UnaryOperator<Map<K, V>> read) {
        Map<K, V> held = new HashMap<>();
        entries.forEach((key, entry) -> held.put(key, entry.value()));
        long asOf = ticker.read();
        Map<K, V> fresh = Map.of();
        try {
            fresh = counted(held.size(), () -> read.apply(held));
        } catch (RuntimeException e) {
            LOG.debug("Cannot reload {} entries of {}", held.size(), name, e);
        }
        for (Map.Entry<K, CacheEntry<V>> each : entries.entrySet()) {
            @Nullable V value = fresh.get(each.getKey());
            if (value == null) {
                fail(each.getValue());
            } else if (loader.isAbsent(value)) {
                absent.put(each.getKey(), value);
                present.asMap().remove(each.getKey(), each.getValue());
            } else {
                each.getValue().renew(value, asOf);
            }
        }
    }

    private void fail(CacheEntry<V> entry) {
        if (entry.fail() && !closed) {
            failing.increment();
        }
    }

    private Map<K, V> load(Set<K> keys, Map<K, V> previous) {
        return counted(keys.size(), () -> loader.load(keys, previous));
    }

    /** What the loader leaves out could not be loaded. */
    private Map<K, V> counted(int asked, Supplier<Map<K, V>> read) {
        loads.add(asked);
        int loaded = 0;
        try {
            Map<K, V> values = read.get();
            loaded = values.size();
            return values;
        } finally {
            failures.add(asked - loaded);
        }
    }
}
