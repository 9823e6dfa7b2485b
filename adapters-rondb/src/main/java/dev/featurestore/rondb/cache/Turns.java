package dev.featurestore.rondb.cache;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * In which sweep the keys of a cache have their turn: each has one among every {@link CacheSettings#SWEEPS}. Keys that
 * only differ in a number are spread evenly. So a sweep looks at its own keys only, however many there are.
 * Thread-safe.
 */
final class Turns<K> {
    /** Odd, with bits all over (Knuth's multiplicative hashing). */
    private static final int SPREADING = 0x9E3779B9;

    private final List<Map<K, Boolean>> keys = IntStream.range(0, CacheSettings.SWEEPS)
            .<Map<K, Boolean>>mapToObj(sweep -> new ConcurrentHashMap<>())
            .toList();

    /** To be called when the cache holds the key already, for {@link #forget} may look at any time. */
    void add(K key) {
        withSameTurn(key).put(key, true); // waits for one that forgets it, which putIfAbsent may not
    }

    /** Forgets a key, unless the cache holds it again: one that is added meanwhile is seen as held, or added after. */
    void forget(K key, Predicate<K> held) {
        withSameTurn(key).computeIfPresent(key, (same, there) -> held.test(same) ? there : null);
    }

    private Map<K, Boolean> withSameTurn(K key) {
        return keys.get(Math.floorMod((key.hashCode() * SPREADING) >>> 16, CacheSettings.SWEEPS));
    }

    /** The keys that have their turn in a sweep. */
    Set<K> of(long sweep) {
        return Collections.unmodifiableSet(
                keys.get(Math.floorMod(sweep, CacheSettings.SWEEPS)).keySet());
    }
}
