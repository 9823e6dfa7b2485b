package dev.featurestore.rondb.cache;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Does a piece of work once for all who ask for it at the same time. Thread-safe. */
final class SingleFlight<K, V> {
    private final ConcurrentMap<K, CompletableFuture<V>> flights = new ConcurrentHashMap<>();

    /**
     * Does the work in this thread, or waits for the one that is doing it.
     *
     * @throws CacheFailure if this thread is interrupted while it waits
     * @throws RuntimeException whatever the work throws, for all who wait
     */
    V join(K key, Supplier<V> work) {
        CompletableFuture<V> mine = new CompletableFuture<>();
        @Nullable CompletableFuture<V> other = flights.putIfAbsent(key, mine);
        return other == null ? fly(key, mine, work) : await(other);
    }

    private V fly(K key, CompletableFuture<V> mine, Supplier<V> work) {
        try {
            V value = work.get();
            mine.complete(value);
            return value;
        } catch (Throwable failure) { // errors too: the others would wait for ever
            mine.completeExceptionally(failure);
            throw failure;
        } finally {
            flights.remove(key, mine);
        }
    }

    private V await(CompletableFuture<V> other) {
        try {
            return other.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CacheFailure("interrupted while waiting for another request's load", e);
        } catch (ExecutionException e) {
            @Nullable Throwable cause = e.getCause();
            if (cause instanceof RuntimeException failure) {
                throw failure;
            }
            if (cause instanceof Error error) {
                throw error;
            }
            throw new CacheFailure("loading failed", e);
        }
    }
}
