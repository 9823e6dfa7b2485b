package dev.featurestore.rondb.coalescing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.featurestore.application.port.Completed;
import dev.featurestore.application.port.Deadline;
import dev.featurestore.application.port.OutdatedFeatureView;
import dev.featurestore.application.port.StoreFailure;
import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.vector.EntryRows;
import dev.featurestore.domain.view.FeatureStore;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.domain.view.FeatureViewDefinition;
import dev.featurestore.rondb.Rig;
import dev.featurestore.rondb.coalescing.ManualStore.Begun;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who reads for whom, over a store that answers when the test says so. */
@Timeout(60)
class CoalescingReaderTest {
    private final FeatureView view = view("one");
    private final ManualStore store = new ManualStore();
    private final List<CoalescingReader> readers = new ArrayList<>();
    private final CoalescingReader reader = closing(new CoalescingReader(store, new CoalescingSettings(true, 1, 8)));

    @AfterEach
    void end() {
        store.finishAll();
        readers.forEach(CoalescingReader::close);
    }

    private CoalescingReader closing(CoalescingReader open) {
        readers.add(open);
        return open;
    }

    private static FeatureView view(String name) {
        FeatureStore featureStore = new FeatureStore(1, "shop");
        return FeatureView.compile(new FeatureViewDefinition(featureStore, name, 1, List.of(), List.of(), List.of()));
    }

    /** A request in a thread of its own: its rows as text, or its failure as text. */
    private static final class Request {
        final Thread thread;
        final CompletableFuture<String> answer = new CompletableFuture<>();

        Request(CoalescingReader reader, FeatureView of, Deadline deadline, String... keys) {
            thread = new Thread(() -> answer.complete(outcome(reader, of, deadline, keys)));
            thread.start();
        }

        String answer() {
            return answer.join();
        }
    }

    private static String outcome(CoalescingReader reader, FeatureView of, Deadline deadline, String... keys) {
        try {
            List<EntryRows> rows = Completed.get(
                    reader.read(of, Stream.of(keys).map(ManualStore::entry).toList(), deadline));
            return rows.equals(Stream.of(keys).map(ManualStore::row).toList()) ? "right" : "wrong: " + rows;
        } catch (RuntimeException failure) {
            return String.valueOf(failure.getMessage());
        }
    }

    private Request ask(String... keys) {
        return new Request(reader, view, Deadline.NONE, keys);
    }

    /** A request that waits for others, and takes its rows when it is told to. */
    private static final class SlowRequest {
        final CountDownLatch given = new CountDownLatch(1);
        final CountDownLatch told = new CountDownLatch(1);
        final CompletableFuture<Void> over;

        SlowRequest(CoalescingReader reader, FeatureView of, String key) {
            over = reader.read(of, List.of(ManualStore.entry(key)), Deadline.NONE)
                    .thenAccept(rows -> {
                        given.countDown();
                        await(told);
                    });
        }

        void take() {
            told.countDown();
            over.join();
        }
    }

    /** Asks in this thread: when this returns, it waits for others, however soon its deadline is. */
    private CompletableFuture<List<EntryRows>> askHurriedly(Deadline deadline, String key) {
        return reader.read(view, List.of(ManualStore.entry(key)), deadline);
    }

    private static void assertLate(CompletableFuture<List<EntryRows>> hurried) {
        assertThatThrownBy(() -> Completed.get(hurried)).hasMessage("no time left to wait");
    }

    /** Asks, and waits until it waits for others. */
    private Request askInVain(Deadline deadline, String... keys) throws InterruptedException {
        long before = reader.counts().waiting();
        Request request = new Request(reader, view, deadline, keys);
        Rig.await(() -> reader.counts().waiting() == before + 1 && isParked(request.thread));
        return request;
    }

    private Request askInVain(String... keys) throws InterruptedException {
        return askInVain(Deadline.NONE, keys);
    }

    private static boolean isParked(Thread thread) {
        return thread.getState() == Thread.State.WAITING;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Begun begun(int index) throws InterruptedException {
        Rig.await(() -> store.begunSoFar() > index);
        return store.begun(index);
    }

    @Test
    void anIdleStoreIsReadAtOnceAndForOneRequest() throws InterruptedException {
        Request request = ask("a");

        Begun read = begun(0);
        read.succeed();

        assertThat(request.answer()).isEqualTo("right");
        assertThat(read.shared).isFalse();
        assertThat(reader.counts().waits()).isZero();
    }

    @Test
    void allThatComeMeanwhileShareTheNextRead() throws InterruptedException {
        Request first = ask("a");
        Begun read = begun(0);
        Request second = askInVain("b");
        Request third = askInVain("c", "d");
        Request fourth = askInVain("b");

        read.succeed();
        Begun shared = begun(1);
        shared.succeed();

        assertThat(Stream.of(first, second, third, fourth).map(Request::answer)).containsOnly("right");
        assertThat(shared.keys).containsExactly("b", "c", "d", "b");
        assertThat(store.begunSoFar()).isEqualTo(2);
        assertThat(reader.counts().reads()).isEqualTo(2);
        assertThat(reader.counts().entries()).isEqualTo(5);
        assertThat(reader.counts().waits()).isEqualTo(3);
    }

    @Test
    void aReadTakesNoMoreEntriesThanItMayAndWhoCameFirstIsFirst() throws InterruptedException {
        Request first = ask("a");
        Begun read = begun(0);
        List<Request> others =
                List.of(askInVain("b", "c", "d", "e", "f"), askInVain("g", "h", "i", "j"), askInVain("k"));

        read.succeed();
        Begun second = begun(1);
        second.succeed();
        Begun third = begun(2);
        third.succeed();

        assertThat(second.keys).containsExactly("b", "c", "d", "e", "f");
        assertThat(third.keys).containsExactly("g", "h", "i", "j", "k");
        assertThat(first.answer()).isEqualTo("right");
        assertThat(others.stream().map(Request::answer)).containsOnly("right");
    }

    @Test
    void largeRequestsAndLongKeysAreReadAtOnceByThemselves() throws InterruptedException {
        Request first = ask("a");
        Begun read = begun(0);
        String[] many = IntStream.rangeClosed(0, CoalescingReader.MAX_ENTRIES_OF_REQUEST)
                .mapToObj(Integer::toString)
                .toArray(String[]::new);

        Request large = ask(many);
        begun(1).succeed();
        Request longKey = ask("x".repeat(1025));
        begun(2).succeed();

        assertThat(large.answer()).isEqualTo("right");
        assertThat(longKey.answer()).isEqualTo("right");
        read.succeed();
        assertThat(first.answer()).isEqualTo("right");
    }

    @Test
    void ifAnyOfThemMayBeToBlameEachIsReadByItself() throws InterruptedException {
        Request first = ask("a");
        Begun read = begun(0);
        Request good = askInVain("b");
        Request bad = askInVain("c");

        read.succeed();
        begun(1).failAsMayConcernOne();
        for (Begun each : List.of(begun(2), begun(3))) {
            if (each.keys.equals(List.of("c"))) {
                each.fail(new StoreFailure(ErrorCode.STORE_READ_FAILED, "c is bad", new IllegalStateException()));
            } else {
                each.succeed();
            }
        }

        assertThat(first.answer()).isEqualTo("right");
        assertThat(good.answer()).isEqualTo("right");
        assertThat(bad.answer()).isEqualTo("c is bad");
        assertThat(begun(2).shared || begun(3).shared).isFalse();
    }

    @Test
    void aDefectComesAgainWhereItsOwnRequestIsRead() throws InterruptedException {
        Request first = ask("a");
        Begun read = begun(0);
        Request second = askInVain("b");
        Request third = askInVain("c");

        read.succeed();
        begun(1).fail(new IllegalStateException("a defect"));
        begun(2).succeed();
        begun(3).succeed();

        assertThat(Stream.of(first, second, third).map(Request::answer)).containsOnly("right");
    }

    @Test
    void aStoreThatCannotBeAskedFailsAllAndTheNextReadIsTried() throws InterruptedException {
        Request first = ask("a");
        Begun read = begun(0);
        Request second = askInVain("b");
        Request third = askInVain("c");

        read.fail(store.refusal(view, "down"));
        begun(1).fail(store.refusal(view, "still down"));

        assertThat(first.answer()).isEqualTo("down");
        assertThat(second.answer()).isEqualTo("still down");
        assertThat(third.answer()).isEqualTo("still down");
        Request later = ask("d");
        begun(2).succeed();
        assertThat(later.answer()).isEqualTo("right");
    }

    @Test
    void tablesThatHaveChangedConcernAll() throws InterruptedException {
        Request first = ask("a");
        Begun read = begun(0);
        Request second = askInVain("b");
        Request third = askInVain("c");
        OutdatedFeatureView outdated = new OutdatedFeatureView(view, "a column has changed");

        read.succeed();
        begun(1).fail(outdated);

        assertThat(first.answer()).isEqualTo("right");
        assertThat(List.of(second.answer(), third.answer())).containsOnly(outdated.getMessage());
    }

    @Test
    void nobodyWaitsLongerThanItsOwnDeadlineAndTheLastToEndReadsForAll() throws InterruptedException {
        Request first = ask("a");
        Begun read = begun(0);
        AtomicLong waited = new AtomicLong();
        Request patient = askInVain(Deadline.after(Duration.ofSeconds(50)), "c");
        Request other = askInVain(Deadline.after(Duration.ofSeconds(40)), "d");
        Deadline soon = Deadline.at(System.nanoTime() + Duration.ofMillis(300).toNanos(), waited::addAndGet);
        CompletableFuture<List<EntryRows>> hurried = askHurriedly(soon, "b");
        long leftToWait = soon.remainingNanos();

        assertLate(hurried);
        read.succeed();
        Begun shared = begun(1);
        shared.succeed();

        assertThat(waited.get()).isBetween(leftToWait, 20_000_000_000L);
        assertThat(shared.keys).containsExactly("c", "d");
        assertThat(shared.deadline.remainingNanos())
                .isGreaterThan(Duration.ofSeconds(40).toNanos());
        assertThat(Stream.of(first, patient, other).map(Request::answer)).containsOnly("right");
    }

    @Test
    void whoeverGivesUpDuringASharedReadLeavesTheOthersTheirs() throws InterruptedException {
        Request first = ask("a");
        Begun read = begun(0);
        Request patient = askInVain("c");
        CompletableFuture<List<EntryRows>> hurried = askHurriedly(Deadline.after(Duration.ofMillis(500)), "b");

        read.succeed();
        Begun shared = begun(1);
        assertLate(hurried);
        shared.succeed();

        assertThat(Stream.of(first, patient).map(Request::answer)).containsOnly("right");
    }

    @Test
    void whoeverWaitsKeepsItsThread() throws InterruptedException {
        Request first = ask("a");
        Begun read = begun(0);

        CompletableFuture<List<EntryRows>> waiting = reader.read(view, List.of(ManualStore.entry("b")), Deadline.NONE);

        assertThat(waiting).isNotDone();
        read.succeed();
        begun(1).succeed();
        assertThat(waiting.join()).containsExactly(ManualStore.row("b"));
        assertThat(first.answer()).isEqualTo("right");
    }

    @Test
    void allThatComeUntilTheRowsAreTakenShareTheNextRead() throws InterruptedException {
        Request first = ask("a");
        Begun read = begun(0);
        SlowRequest slow = new SlowRequest(reader, view, "b");
        read.succeed();
        begun(1).succeed();
        await(slow.given);
        Request second = askInVain("c");
        Request third = askInVain("d");

        slow.told.countDown();

        assertThat(begun(2).keys).containsExactly("c", "d");
        begun(2).succeed();
        assertThat(List.of(first.answer(), second.answer(), third.answer())).containsOnly("right");
        slow.over.join();
    }

    @Test
    void whereItMayNobodyWaitsUntilRowsAreTakenForLong() throws InterruptedException {
        InFlightLimit oneOfTwo = new InFlightLimit(2, () -> 1.0);
        CoalescingReader more = closing(new CoalescingReader(store, new CoalescingSettings(true, 2, 8), oneOfTwo));
        Request first = new Request(more, view, Deadline.NONE, "a");
        Begun read = begun(0);
        SlowRequest slow = new SlowRequest(more, view, "b");
        read.succeed();
        begun(1).succeed();
        await(slow.given);

        Request second = new Request(more, view, Deadline.NONE, "c");
        begun(2).succeed();

        assertThat(List.of(first.answer(), second.answer())).containsOnly("right");
        assertThat(slow.over).isNotDone();
        slow.take();
    }

    /** In the same thread, one gets its rows after the other: the deadline of the other holds all the same. */
    @Test
    void whoeverIsSlowToTakeItsRowsLetsNobodyWaitForever() throws InterruptedException {
        Request first = ask("a");
        Begun read = begun(0);
        SlowRequest slow = new SlowRequest(reader, view, "b");
        CompletableFuture<List<EntryRows>> behind = askHurriedly(Deadline.after(Duration.ofSeconds(2)), "c");

        read.succeed();
        begun(1).succeed();

        await(slow.given);
        assertLate(behind);
        slow.take();
        assertThat(first.answer()).isEqualTo("right");
    }

    @Test
    void evenAnErrorEndsTheWaiting() throws InterruptedException {
        Request first = ask("a");
        Begun read = begun(0);
        CompletableFuture<List<EntryRows>> alone = reader.read(view, List.of(ManualStore.entry("b")), Deadline.NONE);

        read.succeed();
        begun(1).fail(new StackOverflowError());

        assertThat(alone)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withCauseInstanceOf(StackOverflowError.class);
        assertThat(first.answer()).isEqualTo("right");
        Request later = ask("c");
        begun(2).succeed();
        assertThat(later.answer()).isEqualTo("right");
    }

    @Test
    void keepsNoViewThatNobodyElseKeeps() throws InterruptedException {
        WeakReference<FeatureView> gone = readByTwo(view("gone"));

        for (int i = 0; i < 100 && gone.get() != null; i++) {
            System.gc();
            Thread.sleep(10); // until nobody looks after those who waited
        }

        assertThat(gone.get()).isNull();
    }

    /** At once, and by one that waits. */
    private WeakReference<FeatureView> readByTwo(FeatureView of) throws InterruptedException {
        Request first = new Request(reader, of, Deadline.NONE, "a");
        Begun read = begun(0);
        CompletableFuture<List<EntryRows>> second = reader.read(of, List.of(ManualStore.entry("b")), Deadline.NONE);
        read.succeed();
        begun(1).succeed();
        assertThat(first.answer()).isEqualTo("right");
        first.thread.join();
        second.join();
        return new WeakReference<>(of);
    }

    @Test
    void closingRefusesAllThatWaitAndAllThatCome() throws InterruptedException {
        Request first = ask("a");
        Begun read = begun(0);
        Request second = askInVain("b");
        Request third = askInVain("c");

        reader.close();

        assertThat(Stream.of(second, third, ask("d")).map(Request::answer)).containsOnly("closed");
        read.succeed();
        assertThat(first.answer()).isEqualTo("right");
    }

    @Test
    void feelsNoOtherViewsReads() throws InterruptedException {
        Request first = ask("a");
        begun(0);
        Request waiting = askInVain("b");

        Request other = new Request(reader, view("two"), Deadline.NONE, "c");
        begun(1).succeed();

        assertThat(other.answer()).isEqualTo("right");
        assertThat(List.of(first.answer.isDone(), waiting.answer.isDone())).containsOnly(false);
    }

    @Test
    void whereItMayNobodyWaitsForAReadThatIsOverdue() throws InterruptedException {
        InFlightLimit oneOfThree = new InFlightLimit(3, () -> 1.0);
        CoalescingReader more = closing(new CoalescingReader(store, new CoalescingSettings(true, 3, 8), oneOfThree));
        Request stuck = new Request(more, view, Deadline.NONE, "a");
        begun(0);

        Request second = new Request(more, view, Deadline.NONE, "b");
        begun(1).succeed();

        assertThat(second.answer()).isEqualTo("right");
        assertThat(stuck.answer.isDone()).isFalse();
    }

    @Test
    void followsTheLoadWithTheReadsThatEnd() throws InterruptedException {
        InFlightLimit idle = new InFlightLimit(2, () -> 0);
        CoalescingReader more = closing(new CoalescingReader(store, new CoalescingSettings(true, 2, 8), idle));

        for (int i = 0; more.counts().inFlightLimit() == 1; i++) {
            Request request = new Request(more, view, Deadline.NONE, "a");
            begun(i).succeed();
            request.answer();
        }

        assertThat(more.counts().inFlightLimit()).isEqualTo(2);
    }

    /** When it is made, it can be said that no thread is left; in the middle of a request it is too late. */
    @Test
    void hasTheThreadThatLooksAfterThoseThatWaitFromTheBeginning() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();

        closing(new CoalescingReader(store, CoalescingSettings.OFF));

        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> !before.contains(thread))
                .extracting(Thread::getName)
                .contains("shared-read-watchdog");
    }

    @Test
    void doesNothingWhenItIsOff() throws InterruptedException {
        CoalescingReader off = closing(new CoalescingReader(store, CoalescingSettings.OFF));
        Request first = new Request(off, view, Deadline.NONE, "a");
        begun(0);

        Request second = new Request(off, view, Deadline.NONE, "b");
        begun(1).succeed();

        assertThat(second.answer()).isEqualTo("right");
        assertThat(first.answer.isDone()).isFalse();
    }
}
