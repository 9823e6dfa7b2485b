package dev.featurestore.rondb.cache;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Where a {@link RefreshingCache} gets its values, many at a time. Called by several threads.
 *
 * @param <K> what is asked for
 * @param <V> what is answered, also when nothing is there; values that say the same are equal
 */
public interface CacheLoader<K, V> {
    /**
     * Reads values anew.
     *
     * @param previous what is cached for some of the keys
     * @return a value for each key; only one that has a previous value may be left out, which is then a failed reload
     * @throws RuntimeException goes to all who wait for the value, and is not remembered; if there are several keys,
     *     each is loaded by itself after that
     */
    Map<K, V> load(Collection<K> keys, Map<K, V> previous);

    /**
     * Reads again what may have changed of values that are held.
     *
     * @return as of {@link #load}: the value that is held where nothing has changed
     */
    default Map<K, V> refresh(Map<K, V> held) {
        return load(held.keySet(), held);
    }

    /**
     * Tells the values that are known to be outdated by what was read for others. Asked for once before each sweep, so
     * that it may say a change once.
     *
     * @return empty if none are
     */
    default Optional<Predicate<V>> outdated() {
        return Optional.empty();
    }

    /** Whether the value says that there is nothing under the key: such answers are kept briefly and not reloaded. */
    boolean isAbsent(V value);

    /** Lists what there is: asked for, at most once in {@link CacheSettings#absentFor}, when many absent keys come. */
    KeySnapshot<K, V> snapshot();

    /** A store that has something under every key. */
    static <K, V> CacheLoader<K, V> always(Function<K, V> load) {
        return new CacheLoader<>() {
            @Override
            public Map<K, V> load(Collection<K> keys, Map<K, V> previous) {
                Map<K, V> values = new HashMap<>();
                keys.forEach(key -> values.put(key, load.apply(key)));
                return values;
            }

            @Override
            public boolean isAbsent(V value) {
                return false;
            }

            @Override
            public KeySnapshot<K, V> snapshot() {
                return key -> Optional.empty();
            }
        };
    }
}
