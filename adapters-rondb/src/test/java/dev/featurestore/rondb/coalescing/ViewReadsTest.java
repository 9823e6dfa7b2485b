package dev.featurestore.rondb.coalescing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.featurestore.application.port.Completed;
import dev.featurestore.application.port.Deadline;
import dev.featurestore.application.port.StoreFailure;
import dev.featurestore.domain.vector.EntryRows;
import dev.featurestore.domain.view.FeatureStore;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.domain.view.FeatureViewDefinition;
import dev.featurestore.rondb.Rig;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of requests that wait where threads are few, or none can be had. */
@Timeout(60)
class ViewReadsTest {
    private final FeatureView view = FeatureView.compile(
            new FeatureViewDefinition(new FeatureStore(1, "shop"), "one", 1, List.of(), List.of(), List.of()));
    private final ManualStore store = new ManualStore();
    private final InFlightLimit one = new InFlightLimit(1, () -> 1.0);
    private final CoalescingCounts counts = new CoalescingCounts(one);
    private final AtomicBoolean clockFails = new AtomicBoolean();
    private final ScheduledExecutorService clock = new ScheduledThreadPoolExecutor(1) {
        @Override
        public ScheduledFuture<?> schedule(Runnable work, long delay, TimeUnit unit) {
            if (clockFails.getAndSet(false)) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            return super.schedule(work, delay, unit);
        }
    };
    private final AtomicBoolean threadsFail = new AtomicBoolean();
    private final AtomicInteger threadsLeft = new AtomicInteger();
    private final Executor threads = work -> {
        if (threadsFail.getAndSet(false)) {
            throw new IllegalStateException("defect");
        }
        if (threadsLeft.getAndDecrement() <= 0) {
            throw new OutOfMemoryError("unable to create native thread");
        }
        new Thread(work).start();
    };
    private final ViewReads reads =
            new ViewReads(store, new ReadQueue(one, 8), counts, threads, new ReadWatchdog(clock));

    @AfterEach
    void end() {
        store.finishAll();
        clock.shutdownNow();
    }

    @Test
    void withoutAThreadThoseThatWaitAreRefusedAndTheNextAreServed() throws InterruptedException {
        CompletableFuture<Void> first =
                CompletableFuture.runAsync(() -> read("a").join());
        Rig.await(() -> store.begunSoFar() == 1);
        CompletableFuture<List<EntryRows>> second = read("b");

        store.begun(0).succeed();

        first.join();
        assertRefused(second);
        assertThat(counts.waiting()).isZero();
        store.finishAll();
        assertThat(read("c").join()).containsExactly(ManualStore.row("c"));
    }

    @Test
    void oneThreadGoesOnForAllThatComeMeanwhile() throws InterruptedException {
        threadsLeft.set(1);
        CompletableFuture<Void> first =
                CompletableFuture.runAsync(() -> read("a").join());
        Rig.await(() -> store.begunSoFar() == 1);
        CompletableFuture<List<EntryRows>> second = read("b");
        store.begun(0).succeed();
        Rig.await(() -> store.begunSoFar() == 2);
        CompletableFuture<List<EntryRows>> third = read("c");

        store.begun(1).succeed();
        store.finishAll();

        first.join();
        assertThat(second.join()).containsExactly(ManualStore.row("b"));
        assertThat(third.join()).containsExactly(ManualStore.row("c"));
    }

    @Test
    void thoseThatAreToBeReadByThemselvesAreRefusedWhereThreadsEnd() throws InterruptedException {
        threadsLeft.set(2);
        CompletableFuture<Void> first =
                CompletableFuture.runAsync(() -> read("a").join());
        Rig.await(() -> store.begunSoFar() == 1);
        CompletableFuture<List<EntryRows>> second = read("b");
        CompletableFuture<List<EntryRows>> third = read("c");
        store.begun(0).succeed();
        Rig.await(() -> store.begunSoFar() == 2);

        store.begun(1).failAsMayConcernOne();
        store.finishAll();

        first.join();
        assertThat(second.join()).containsExactly(ManualStore.row("b"));
        assertRefused(third);
    }

    @Test
    void aLookAtThoseThatWaitWhichFailsIsNotTheLast() throws InterruptedException {
        threadsFail.set(true);
        threadsLeft.set(1);
        CompletableFuture<Void> first =
                CompletableFuture.runAsync(() -> read("a").join());
        Rig.await(() -> store.begunSoFar() == 1);

        assertRefusedInTime(read("b", Duration.ofMillis(50)));

        store.finishAll();
        first.join();
    }

    @Test
    void withoutAThreadToLookAfterItOneIsRefusedAndTheNextIsLookedAfter() throws InterruptedException {
        threadsLeft.set(1);
        CompletableFuture<Void> first =
                CompletableFuture.runAsync(() -> read("a").join());
        Rig.await(() -> store.begunSoFar() == 1);
        clockFails.set(true);

        assertRefused(read("b"));
        assertRefusedInTime(read("c", Duration.ofMillis(50)));

        store.finishAll();
        first.join();
        assertThat(counts.waiting()).isZero();
    }

    private CompletableFuture<List<EntryRows>> read(String key) {
        return read(key, Duration.ofSeconds(50));
    }

    private CompletableFuture<List<EntryRows>> read(String key, Duration within) {
        return reads.read(view, List.of(ManualStore.entry(key)), Deadline.after(within));
    }

    private static void assertRefusedInTime(CompletableFuture<List<EntryRows>> waiting) {
        assertThat(waiting)
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableThat()
                .withCauseInstanceOf(StoreFailure.class)
                .withMessageContaining("no time left to wait");
    }

    private static void assertRefused(CompletableFuture<List<EntryRows>> waiting) {
        assertThatThrownBy(() -> Completed.get(waiting))
                .isInstanceOf(StoreFailure.class)
                .hasMessage("no thread left");
    }
}
