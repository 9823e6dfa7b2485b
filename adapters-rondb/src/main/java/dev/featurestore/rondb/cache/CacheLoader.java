package dev.featurestore.rondb.cache;

import java.util.Optional;
import java.util.function.Function;

/**
 * Where a {@link RefreshingCache} gets its values. Called by several threads, never for one key at the same time.
 *
 * @param <K> what is asked for
 * @param <V> what is answered, also when nothing is there
 */
public interface CacheLoader<K, V> {
    /**
     * Reads the value.
     *
     * @param previous what is cached for the key, if it is a reload: may be returned if nothing has changed
     * @throws RuntimeException goes to all who wait for the value, and is not remembered
     */
    V load(K key, Optional<V> previous);

    /** Whether the value says that there is nothing under the key: such answers are kept briefly and not reloaded. */
    boolean isAbsent(V value);

    /** Lists what there is: asked for, at most once in {@link CacheSettings#absentFor}, when many absent keys come. */
    KeySnapshot<K, V> snapshot();

    /** A store that has something under every key. */
    static <K, V> CacheLoader<K, V> always(Function<K, V> load) {
        return new CacheLoader<>() {
            @Override
            public V load(K key, Optional<V> previous) {
                return load.apply(key);
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
