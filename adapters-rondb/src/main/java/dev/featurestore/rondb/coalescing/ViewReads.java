package dev.featurestore.rondb.coalescing;

import dev.featurestore.application.port.Deadline;
import dev.featurestore.application.port.OutdatedFeatureView;
import dev.featurestore.application.port.StoreFailure;
import dev.featurestore.domain.vector.EntryKeys;
import dev.featurestore.domain.vector.EntryRows;
import dev.featurestore.domain.view.FeatureView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * The reads of one feature view that may be shared. Holds the view only while requests wait, so that a view that nobody
 * reads can be garbage-collected. Thread-safe.
 */
final class ViewReads {
    private static final String NO_THREAD = "no thread left";

    private final RowReader reader;
    private final ReadQueue queue;
    private final CoalescingCounts counts;
    private final Executor threads;
    private final ReadWatchdog watchdog;

    ViewReads(RowReader reader, ReadQueue queue, CoalescingCounts counts, Executor threads, ReadWatchdog watchdog) {
        this.reader = reader;
        this.queue = queue;
        this.counts = counts;
        this.threads = threads;
        this.watchdog = watchdog;
    }

    /** Reads at once, in this thread, or waits for a read that is shared. */
    CompletableFuture<List<EntryRows>> read(FeatureView view, List<EntryKeys> entries, Deadline request) {
        Deadline deadline = reader.end(request);
        if (queue.tryBegin()) {
            return readAtOnce(view, entries, deadline);
        }
        PendingRead waiting = new PendingRead(view, entries, deadline, counts);
        queue.add(waiting);
        try {
            watchdog.watch(waiting, this);
        } catch (OutOfMemoryError noThread) { // its waiting might have no end
            waiting.fail(reader.refusal(view, NO_THREAD));
        }
        beginNext(); // what it would wait for may have ended in the meantime
        return waiting.rows();
    }

    private CompletableFuture<List<EntryRows>> readAtOnce(
            FeatureView view, List<EntryKeys> entries, Deadline deadline) {
        try {
            return readByItself(reader, counts, view, entries, deadline);
        } finally {
            end();
        }
    }

    /** Reads in this thread, whatever others do. */
    static CompletableFuture<List<EntryRows>> readByItself(
            RowReader reader, CoalescingCounts counts, FeatureView view, List<EntryKeys> entries, Deadline deadline) {
        counts.read(entries.size());
        try {
            return CompletableFuture.completedFuture(reader.read(view, entries, deadline));
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    private void end() {
        queue.end();
        beginNext();
    }

    /** Lets those that wait begin, as far as they may, in other threads. */
    void beginNext() {
        for (List<PendingRead> next = queue.tryBeginNext(); !next.isEmpty(); next = queue.tryBeginNext()) {
            List<PendingRead> batch = next;
            if (!inAnotherThread(() -> readFor(batch), batch)) {
                queue.end();
            }
        }
    }

    /**
     * Does something for some of those that wait.
     *
     * @return false if there is no thread for it: they are refused
     */
    private boolean inAnotherThread(Runnable work, List<PendingRead> who) {
        try {
            threads.execute(work);
            return true;
        } catch (OutOfMemoryError noThread) { // the machine, or the container, has no more
            who.forEach(each -> each.fail(reader.refusal(each.view(), NO_THREAD)));
            return false;
        }
    }

    /** Reads for all of them, then for those that have come until they had their answers, and so on. */
    private void readFor(List<PendingRead> first) {
        for (List<PendingRead> batch = first; !batch.isEmpty(); batch = queue.tryBeginNext()) {
            try {
                serve(batch);
            } finally {
                queue.end();
            }
        }
    }

    /** Whatever happens to one of them, the waiting of all others ends. */
    private void serve(List<PendingRead> batch) {
        try {
            long now = System.nanoTime();
            batch.removeIf(each -> !each.begin(now));
            if (batch.size() == 1) {
                readOne(batch.get(0));
            } else {
                readTogether(batch);
            }
        } catch (Throwable defect) { // nobody else would end their waiting
            batch.forEach(each -> each.fail(defect));
            throw defect;
        }
    }

    private void readTogether(List<PendingRead> batch) {
        List<EntryKeys> all = new ArrayList<>(batch.size());
        for (PendingRead each : batch) {
            all.addAll(each.entries());
        }
        Optional<PendingRead> last = batch.stream().reduce((one, other) -> other.endsAfter(one) ? other : one);
        if (last.isEmpty() || !last.get().boundsRead()) {
            return; // the time of all is over
        }
        counts.read(all.size());
        Optional<List<EntryRows>> rows;
        try {
            rows = reader.readShared(last.get().view(), all, last.get().deadline());
        } catch (StoreFailure | OutdatedFeatureView concernsAll) {
            batch.forEach(each -> each.fail(concernsAll));
            return;
        } catch (RuntimeException defect) { // comes again where its own request is read
            rows = Optional.empty();
        }
        rows.ifPresentOrElse(read -> distribute(read, batch), () -> readEach(batch));
    }

    private static void distribute(List<EntryRows> rows, List<PendingRead> batch) {
        int first = 0;
        for (PendingRead each : batch) {
            int next = first + each.entries().size();
            each.succeed(List.copyOf(rows.subList(first, next)));
            first = next;
        }
    }

    /** Each by itself, and none behind another that may take long. */
    private void readEach(List<PendingRead> batch) {
        batch.forEach(each -> inAnotherThread(() -> readOne(each), List.of(each)));
    }

    private void readOne(PendingRead only) {
        if (!only.boundsRead()) {
            return;
        }
        counts.read(only.entries().size());
        List<EntryRows> rows;
        try {
            rows = reader.read(only.view(), only.entries(), only.deadline());
        } catch (Throwable failure) { // nobody else would end its waiting
            only.fail(failure);
            return;
        }
        only.succeed(rows);
    }

    /** Refuses one that waits if its time is over; in another thread, for the answer is written there. */
    void refuseIfLate(PendingRead waiting, long nanoTime) {
        if (waiting.isLate(nanoTime)) {
            inAnotherThread(
                    () -> waiting.failIfLate(nanoTime, reader.refusal(waiting.view(), "no time left to wait")),
                    List.of(waiting));
        }
    }

    /** Refuses all that wait. */
    void refuseAll(String reason) {
        queue.clear().forEach(each -> each.fail(reader.refusal(each.view(), reason)));
    }
}
