package dev.featurestore.rondb.metadata;

import com.github.benmanes.caffeine.cache.Interner;

/**
 * One instance for all values that are equal, for as long as anybody holds it: thousands of views name the same
 * columns, types and feature groups. Thread-safe.
 */
final class Interned {
    private static final Interner<Object> INSTANCES = Interner.newWeakInterner();

    private Interned() {}

    /** The value itself, or an equal one that is held already. */
    @SuppressWarnings("unchecked") // what is equal to a value of these final classes is of its class
    static <T> T of(T value) {
        return (T) INSTANCES.intern(value);
    }
}
