package dev.featurestore.rondb.cache;

import dev.featurestore.application.port.Deadline;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Does a piece of work once for all who ask for it at the same time. Thread-safe. */
final class SingleFlight<K, V> {
    private final ConcurrentMap<K, CompletableFuture<V>> flights = new ConcurrentHashMap<>();
    private final Executor executor;

    /** @param executor where the work is done */
    SingleFlight(Executor executor) {
        this.executor = executor;
    }

    /**
     * Has the work done, unless it is being done already, and waits for it.
     *
     * @param deadline how long to wait; the work goes on beyond that
     * @throws LoadPending if the work is not done by then, or there is no thread to do it
     * @throws CacheFailure if this thread is interrupted while it waits
     * @throws RuntimeException whatever the work throws, for all who wait
     */
    V join(K key, Supplier<V> work, Deadline deadline) {
        CompletableFuture<V> mine = new CompletableFuture<>();
        @Nullable CompletableFuture<V> other = flights.putIfAbsent(key, mine);
        if (other != null) {
            return await(other, deadline);
        }
        begin(executor, () -> run(key, mine, work), refused -> {
            flights.remove(key, mine);
            mine.completeExceptionally(refused);
        });
        return await(mine, deadline);
    }

    /**
     * Has work done, or says why it cannot begin.
     *
     * @param refused told if there is no thread for it
     */
    static void begin(Executor executor, Runnable work, Consumer<LoadPending> refused) {
        try {
            executor.execute(work);
        } catch (RejectedExecutionException e) {
            refused.accept(new LoadPending("too many loads are under way"));
        } catch (OutOfMemoryError noThread) { // the machine, or the container, has no more
            refused.accept(new LoadPending("there is no thread for the load"));
        }
    }

    /** Whoever comes after the end must not join what has ended: so it is taken off the list first. */
    private void run(K key, CompletableFuture<V> mine, Supplier<V> work) {
        try {
            V value = work.get();
            flights.remove(key, mine);
            mine.complete(value);
        } catch (Throwable failure) { // errors too: those who wait would wait for ever
            flights.remove(key, mine);
            mine.completeExceptionally(failure);
        }
    }

    /**
     * Waits for work.
     *
     * @throws RuntimeException as {@link #join}
     */
    static <V> V await(CompletableFuture<V> flight, Deadline deadline) {
        try {
            return flight.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new LoadPending("the load takes longer than the request may");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CacheFailure("interrupted while waiting for a load", e);
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
