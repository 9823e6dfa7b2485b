package dev.featurestore.rondb.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.featurestore.application.port.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class SingleFlightTest {
    private static final int THREADS = 100;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final AtomicInteger loads = new AtomicInteger();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void hundredThreadsLoadAColdKeyOnce() throws Exception {
        RefreshingCache<String, String> cache = cache(() -> "1");

        List<Future<String>> answers = askAtOnce(() -> cache.get("a"));

        for (Future<String> answer : answers) {
            assertThat(answer.get()).isEqualTo("1");
        }
        assertThat(loads).hasValue(1);
    }

    /** Every look into a map asks for the key's hash: at each of these, before the load, another request is faster. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void whatAnotherRequestHasJustLoadedIsNotLoadedAgain(int moment) {
        RefreshingCache<Object, String> cache = cache(() -> "1");
        Runnable faster = () -> cache.get(new Key(0, () -> {}));

        cache.get(new Key(moment, faster));

        assertThat(loads).hasValue(1);
    }

    @Test
    void failureGoesToAllWhoWaitAndIsNotRemembered() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        SingleFlight<String, String> flights = new SingleFlight<>(Runnable::run);
        Supplier<String> failing = () -> {
            loads.incrementAndGet();
            await(go);
            throw new IllegalStateException("down");
        };
        Queue<String> failures = new ConcurrentLinkedQueue<>();
        List<Thread> all = Stream.generate(() -> new Thread(() -> {
                    try {
                        flights.join("a", failing, Deadline.NONE);
                    } catch (IllegalStateException e) {
                        failures.add(e.getMessage());
                    }
                }))
                .limit(10)
                .toList();
        for (Thread thread : all) {
            thread.start();
            awaitWaiting(thread);
        }

        go.countDown();
        for (Thread thread : all) {
            thread.join();
        }

        assertThat(failures).hasSize(all.size()).containsOnly("down");
        assertThat(loads).hasValue(1);
        assertThat(flights.join("a", () -> "up again", Deadline.NONE)).isEqualTo("up again");
    }

    @Test
    void errorEndsTheWaitingToo() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        SingleFlight<String, String> flights = new SingleFlight<>(Runnable::run);
        Future<String> first = threads.submit(() -> flights.join(
                "a",
                () -> {
                    started.countDown();
                    await(go);
                    throw new StackOverflowError("deep");
                },
                Deadline.NONE));
        started.await();
        AtomicReference<Throwable> seen = new AtomicReference<>();
        Thread waiter =
                new Thread(() -> seen.set(catchThrowable(() -> flights.join("a", () -> "not mine", Deadline.NONE))));
        waiter.start();
        awaitWaiting(waiter);

        go.countDown();

        assertThatThrownBy(first::get).hasCauseInstanceOf(StackOverflowError.class);
        waiter.join();
        assertThat(seen.get()).isInstanceOf(StackOverflowError.class);
    }

    /** Whatever keeps the work from beginning. */
    static Stream<Executor> refusing() {
        return Stream.of(
                onceRefusing(work -> {
                    throw new RejectedExecutionException();
                }),
                onceRefusing(work -> {
                    throw new OutOfMemoryError("unable to create native thread");
                }));
    }

    private static Executor onceRefusing(Executor first) {
        Queue<Executor> next = new ConcurrentLinkedQueue<>(List.of(first, Runnable::run));
        return work -> next.remove().execute(work);
    }

    @ParameterizedTest
    @MethodSource("refusing")
    void workThatCannotBeginIsTriedAnew(Executor executor) {
        SingleFlight<String, String> flights = new SingleFlight<>(executor);

        assertThatThrownBy(() -> flights.join("a", () -> "1", Deadline.NONE)).isInstanceOf(LoadPending.class);
        assertThat(flights.join("a", () -> "1", Deadline.after(Duration.ofSeconds(5))))
                .isEqualTo("1");
    }

    /** Whoever began the work, and whoever joined it, wait in other threads than that of the work. */
    @Test
    void workThatTakesLongerThanARequestMayGoesOnForThoseWhoComeLater() {
        CountDownLatch go = new CountDownLatch(1);
        SingleFlight<String, String> flights = new SingleFlight<>(threads);
        Supplier<String> slow = () -> {
            loads.incrementAndGet();
            await(go);
            return "1";
        };

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> flights.join("a", slow, Deadline.after(Duration.ofMillis(50))))
                    .isInstanceOf(LoadPending.class);
        }
        threads.execute(go::countDown);

        assertThat(flights.join("a", slow, Deadline.after(Duration.ofSeconds(10))))
                .isEqualTo("1");
        assertThat(loads).hasValue(1);
    }

    @Test
    void interruptedWaiterGivesUp() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        SingleFlight<String, String> flights = new SingleFlight<>(Runnable::run);
        Future<String> first = threads.submit(() -> flights.join(
                "a",
                () -> {
                    started.countDown();
                    await(go);
                    return "1";
                },
                Deadline.NONE));
        started.await();

        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> flights.join("a", () -> "not mine", Deadline.NONE))
                .isInstanceOf(CacheFailure.class);
        assertThat(Thread.interrupted()).isTrue();
        go.countDown();
        assertThat(first.get()).isEqualTo("1");
    }

    private <K> RefreshingCache<K, String> cache(Supplier<String> load) {
        CacheSettings settings = CacheSettings.of(Duration.ofSeconds(5), Duration.ZERO, Duration.ofMinutes(1));
        CacheLoader<K, String> loader = new CacheLoader<>() {
            @Override
            public Map<K, String> load(Collection<K> keys, Map<K, String> previous) {
                loads.incrementAndGet();
                return Map.of(keys.iterator().next(), load.get());
            }

            @Override
            public boolean isAbsent(String value) {
                return value.isEmpty();
            }

            @Override
            public KeySnapshot<K, String> snapshot() {
                return key -> Optional.empty();
            }
        };
        return new RefreshingCache<>("fakes", settings, loader, new ManualTime());
    }

    private List<Future<String>> askAtOnce(Callable<String> question) {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<String>> answers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            answers.add(threads.submit(() -> {
                start.await();
                return question.call();
            }));
        }
        start.countDown();
        return answers;
    }

    private static void awaitWaiting(Thread thread) throws InterruptedException {
        while (thread.isAlive()
                && thread.getState() != Thread.State.WAITING
                && thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.sleep(1);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All are equal. */
    private static final class Key {
        private final Runnable hook;
        private int callsToHook;

        Key(int callsToHook, Runnable hook) {
            this.callsToHook = callsToHook;
            this.hook = hook;
        }

        @Override
        public int hashCode() {
            callsToHook--;
            if (callsToHook == 0) {
                hook.run();
            }
            return 1;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key;
        }
    }
}
