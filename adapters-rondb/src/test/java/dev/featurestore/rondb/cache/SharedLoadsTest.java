package dev.featurestore.rondb.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.featurestore.application.port.Await;
import dev.featurestore.application.port.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** With an executor that works when the test says so. */
@Timeout(20)
class SharedLoadsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ExecutorService clients = Executors.newCachedThreadPool();
    private final Queue<Runnable> work = new ConcurrentLinkedQueue<>();
    private final List<Set<String>> loads = new ArrayList<>();
    private final SharedLoads<String, String> shared = new SharedLoads<>(work::add, this::load);

    @AfterEach
    void stop() {
        clients.shutdownNow();
    }

    /** What is called bad cannot be loaded, nor can what is loaded with it. */
    private Map<String, String> load(Set<String> keys) {
        loads.add(Set.copyOf(keys));
        Map<String, String> values = new HashMap<>();
        for (String key : keys) {
            if (key.equals("bad")) {
                throw new IllegalStateException("bad is one of " + keys.size());
            }
            if (key.equals("worse")) {
                throw new StackOverflowError("worse is one of " + keys.size());
            }
            values.put(key, key + "!");
        }
        return values;
    }

    /** Asks in another thread, and returns once the load is about to be done. */
    private CompletableFuture<String> ask(String key) {
        return ask(shared, key);
    }

    private CompletableFuture<String> ask(SharedLoads<String, String> shared, String key) {
        int before = work.size();
        CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> shared.get(key, Deadline.NONE), clients)
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        Await.until("work", PATIENCE, () -> work.size() > before);
        return answer;
    }

    private void doAll() {
        while (!work.isEmpty()) {
            work.remove().run();
        }
    }

    @Test
    void whatWaitsForAThreadIsLoadedTogether() {
        List<CompletableFuture<String>> answers =
                Stream.of("a", "b", "c").map(this::ask).toList();

        doAll();

        assertThat(answers).extracting(CompletableFuture::join).containsExactly("a!", "b!", "c!");
        assertThat(loads).containsExactly(Set.of("a", "b", "c"));
    }

    @Test
    void whoeverComesDuringALoadIsLoadedAfterIt() {
        CompletableFuture<String> first = ask("a");
        doAll();
        CompletableFuture<String> second = ask("b");
        doAll();

        assertThat(first.join() + second.join()).isEqualTo("a!b!");
        assertThat(loads).containsExactly(Set.of("a"), Set.of("b"));
    }

    @Test
    void soManyAndNoMoreAreLoadedTogether() {
        List<CompletableFuture<String>> answers =
                IntStream.range(0, 100).mapToObj(i -> ask("k" + i)).toList();

        doAll();

        assertThat(answers).extracting(CompletableFuture::join).hasSize(100);
        assertThat(loads).extracting(Set::size).containsExactly(64, 36);
        assertThat(loads.get(0)).contains("k0", "k63");
    }

    /** Each gets its value, or the failure that it would have met alone. */
    @Test
    void whatCannotBeLoadedDoesNotKeepTheOthersBack() {
        CompletableFuture<String> good = ask("a");
        CompletableFuture<String> bad = ask("bad");
        CompletableFuture<String> worse = ask("worse");
        CompletableFuture<String> other = ask("b");

        doAll();

        assertThat(good.join() + other.join()).isEqualTo("a!b!");
        assertThatThrownBy(bad::join)
                .hasCauseInstanceOf(IllegalStateException.class)
                .cause()
                .hasMessage("bad is one of 1");
        assertThatThrownBy(worse::join)
                .hasCauseInstanceOf(StackOverflowError.class)
                .cause()
                .hasMessage("worse is one of 1");
        assertThat(loads.subList(1, loads.size()))
                .containsExactlyInAnyOrder(Set.of("a"), Set.of("bad"), Set.of("worse"), Set.of("b"));
    }

    @Test
    void failureIsNotRemembered() {
        CompletableFuture<String> first = ask("bad");
        doAll();
        assertThatThrownBy(first::join).hasCauseInstanceOf(IllegalStateException.class);

        CompletableFuture<String> second = ask("bad");
        doAll();

        assertThatThrownBy(second::join).hasCauseInstanceOf(IllegalStateException.class);
        assertThat(loads).hasSize(2);
    }

    /** Whatever keeps work from beginning. */
    static Stream<Executor> refusals() {
        return Stream.of(
                piece -> {
                    throw new RejectedExecutionException();
                },
                piece -> {
                    throw new OutOfMemoryError("unable to create native thread");
                });
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void whatCannotBeginIsTriedAnew(Executor refusal) {
        SharedLoads<String, String> shared = new SharedLoads<>(inTurn(refusal, Runnable::run), this::load);

        assertThatThrownBy(() -> shared.get("a", Deadline.NONE)).isInstanceOf(LoadPending.class);
        assertThat(shared.get("a", Deadline.after(PATIENCE))).isEqualTo("a!");
        assertThat(loads).containsExactly(Set.of("a"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void nobodyWaitsForASecondLoadThatCannotBegin(Executor refusal) {
        SharedLoads<String, String> shared =
                new SharedLoads<>(inTurn(work::add, work::add, refusal, refusal), this::load);
        CompletableFuture<String> good = ask(shared, "a");
        CompletableFuture<String> bad = ask(shared, "bad");

        doAll();

        assertThatThrownBy(good::join).hasCauseInstanceOf(LoadPending.class);
        assertThatThrownBy(bad::join).hasCauseInstanceOf(LoadPending.class);
    }

    private static Executor inTurn(Executor... executors) {
        Queue<Executor> next = new ConcurrentLinkedQueue<>(List.of(executors));
        return piece -> next.remove().execute(piece);
    }
}
