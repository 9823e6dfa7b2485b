package dev.featurestore.rondb.cache;

import dev.featurestore.application.port.Deadline;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Loads each value once for all who ask for it at the same time, and values that wait for a thread together: a new
 * server is asked for thousands. Thread-safe.
 */
final class SharedLoads<K, V> {
    /** So that those who came first need not wait for too many others. */
    private static final int MAX_TOGETHER = 64;

    private final ConcurrentMap<K, CompletableFuture<V>> flights = new ConcurrentHashMap<>();
    private final Queue<K> waiting = new ConcurrentLinkedQueue<>();
    private final Executor executor;
    private final Function<Set<K>, Map<K, V>> load;

    /**
     * @param executor where values are loaded
     * @param load gives a value for each key, or throws
     */
    SharedLoads(Executor executor, Function<Set<K>, Map<K, V>> load) {
        this.executor = executor;
        this.load = load;
    }

    /**
     * Has the value loaded, unless that is being done already, and waits for it.
     *
     * @param deadline how long to wait; the load goes on beyond that
     * @throws LoadPending if it is not loaded by then, or there is no thread to load it
     * @throws CacheFailure if this thread is interrupted while it waits
     * @throws RuntimeException what loading this value alone throws, for all who wait for it
     */
    V get(K key, Deadline deadline) {
        CompletableFuture<V> mine = new CompletableFuture<>();
        @Nullable CompletableFuture<V> other = flights.putIfAbsent(key, mine);
        if (other != null) {
            return SingleFlight.await(other, deadline);
        }
        waiting.add(key);
        SingleFlight.begin(executor, this::loadWaiting, refused -> {
            if (waiting.remove(key)) { // else another thread loads it
                fail(key, refused);
            }
        });
        return SingleFlight.await(mine, deadline);
    }

    private void loadWaiting() {
        Set<K> keys = new HashSet<>();
        while (keys.size() < MAX_TOGETHER) {
            @Nullable K key = waiting.poll();
            if (key == null) {
                break;
            }
            keys.add(key);
        }
        if (!keys.isEmpty()) {
            load(keys);
        }
    }

    private void load(Set<K> keys) {
        Map<K, V> values;
        try {
            values = load.apply(keys);
        } catch (Throwable failure) { // errors too: those who wait would wait for ever
            if (keys.size() == 1) {
                keys.forEach(key -> fail(key, failure));
            } else { // it may be the fault of one, and its message may name others
                keys.forEach(
                        key -> SingleFlight.begin(executor, () -> load(Set.of(key)), refused -> fail(key, refused)));
            }
            return;
        }
        keys.forEach(key -> end(key).complete(values.get(key)));
    }

    private void fail(K key, Throwable failure) {
        end(key).completeExceptionally(failure);
    }

    /** Whoever comes after the end must not join what has ended: so it is taken off the list first. */
    private CompletableFuture<V> end(K key) {
        return Objects.requireNonNull(flights.remove(key));
    }
}
