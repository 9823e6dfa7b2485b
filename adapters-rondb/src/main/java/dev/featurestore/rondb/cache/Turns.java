package dev.featurestore.rondb.cache;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * In which sweep the keys of a cache have their turn: each has one among every {@link CacheSettings#SWEEPS}. Keys that only
 * differ in a number are spread evenly. So a sweep looks at its own keys only, however many there are. Thread-safe.
 */
final class Turns<K> {
    /** Odd, with bits all over (Knuth's multiplicative hashing). */
    private static final int SPREADING = 0x9E3779B9;

    private final List<Map<K, Boolean>> keys = IntStream.range(0, CacheSettings.SWEEPS)
            .<Map<K, Boolean>>mapToObj(sweep -> new ConcurrentHashMap<>())
            .toList();

    /** To be called when the cache holds the key already, for {@link #of} may look at any time. */
    void add(K key) {
        int turn = Math.floorMod((key.hashCode() * SPREADING) >>> 16, CacheSettings.SWEEPS);
        keys.get(turn).putIfAbsent(key, true);
    }

    /**
     * The keys that have their turn in a sweep.
     *
     * @param held whether the cache still has a key; those that it has no more are forgotten
     */
    List<K> of(long sweep, Predicate<K> held) {
        Map<K, Boolean> turn = keys.get(Math.floorMod(sweep, CacheSettings.SWEEPS));
        // For each key as a whole: one that is added meanwhile is either seen as held or added after.
        turn.keySet().forEach(key -> turn.computeIfPresent(key, (same, there) -> held.test(same) ? there : null));
        return List.copyOf(turn.keySet());
    }
}
