package dev.featurestore.rondb.cache;

import java.util.Optional;

/**
 * Everything that the store has under any key, as of one moment: tells invented keys from real ones without asking the
 * store for each. Thread-safe.
 */
@FunctionalInterface
public interface KeySnapshot<K, V> {
    /** The answer if there was nothing under the key; empty if there was something, which has to be loaded then. */
    Optional<V> absence(K key);
}
