package dev.featurestore.rondb.coalescing;

import dev.featurestore.application.port.Deadline;
import dev.featurestore.application.port.OutdatedFeatureView;
import dev.featurestore.application.port.StoreFailure;
import dev.featurestore.domain.vector.EntryKeys;
import dev.featurestore.domain.vector.EntryRows;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.rondb.coalescing.PendingRead.Failure;
import dev.featurestore.rondb.coalescing.PendingRead.Lead;
import dev.featurestore.rondb.coalescing.PendingRead.Outcome;
import dev.featurestore.rondb.coalescing.PendingRead.Rows;
import dev.featurestore.rondb.coalescing.PendingRead.Separate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The read of one request that may be shared. Used by the request's thread alone. */
final class SharedRead {
    private final RowReader reader;
    private final CoalescingCounts counts;
    private final FeatureView view;
    private final ReadQueue queue;
    private final List<EntryKeys> entries;
    private final Deadline deadline;

    SharedRead(
            RowReader reader,
            CoalescingCounts counts,
            FeatureView view,
            ReadQueue queue,
            List<EntryKeys> entries,
            Deadline request) {
        this.reader = reader;
        this.counts = counts;
        this.view = view;
        this.queue = queue;
        this.entries = entries;
        this.deadline = reader.end(request);
    }

    List<EntryRows> read() {
        return queue.tryBegin() ? readAtOnce() : waitAndRead();
    }

    private List<EntryRows> readAtOnce() {
        try {
            return readSeparately();
        } finally {
            queue.end();
        }
    }

    private List<EntryRows> readSeparately() {
        counts.read(entries.size());
        return reader.read(view, entries, deadline);
    }

    private List<EntryRows> waitAndRead() {
        Outcome outcome = outcome();
        if (outcome instanceof Rows rows) {
            return rows.rows();
        }
        if (outcome instanceof Failure failure) {
            throw failure.cause();
        }
        return readSeparately();
    }

    private Outcome outcome() {
        PendingRead mine = new PendingRead(entries, deadline);
        counts.beginWait();
        try {
            queue.add(mine);
            Outcome outcome = await(mine);
            return outcome instanceof Lead lead ? readFor(lead.batch(), mine) : outcome;
        } finally {
            long nanos = mine.waitedNanos();
            deadline.observer().waited(nanos);
            counts.endWait(nanos);
        }
    }

    private Outcome await(PendingRead mine) {
        @Nullable Outcome outcome = mine.outcome();
        while (outcome == null) {
            long left = deadline.remainingNanos();
            boolean interrupted = Thread.currentThread().isInterrupted();
            if (left <= 0 || interrupted) {
                @Nullable Outcome meanwhile = queue.remove(mine);
                return meanwhile != null
                        ? meanwhile
                        : new Failure(reader.refusal(view, interrupted ? "interrupted" : "no time left to wait"));
            }
            LockSupport.parkNanos(queue, Math.min(left, ReadQueue.OVERDUE_NANOS));
            outcome = mine.outcome();
            if (outcome == null) {
                queue.beginNext(); // if what it waits for is overdue
                outcome = mine.outcome();
            }
        }
        return outcome;
    }

    /** Reads a batch, tells each of it, and returns what becomes of this one. */
    private Outcome readFor(List<PendingRead> batch, PendingRead mine) {
        long start = System.nanoTime();
        batch.forEach(each -> each.begin(start));
        List<Outcome> outcomes = Collections.nCopies(batch.size(), Separate.INSTANCE);
        try {
            outcomes = batch.size() == 1 ? readOne() : readTogether(batch);
        } finally { // before the others are woken: the next read begins the sooner
            queue.end();
            tellOthers(batch, mine, outcomes);
        }
        return outcomes.get(batch.indexOf(mine));
    }

    private List<Outcome> readOne() {
        return List.of(new Rows(readSeparately()));
    }

    private List<Outcome> readTogether(List<PendingRead> batch) {
        List<EntryKeys> all = new ArrayList<>(batch.size());
        for (PendingRead each : batch) {
            all.addAll(each.entries());
        }
        counts.read(all.size());
        try {
            Optional<List<EntryRows>> rows = reader.readShared(view, all, deadline);
            return rows.isPresent() ? split(rows.get(), batch) : Collections.nCopies(batch.size(), Separate.INSTANCE);
        } catch (StoreFailure | OutdatedFeatureView concernsAll) {
            return Collections.nCopies(batch.size(), new Failure(concernsAll));
        } catch (RuntimeException defect) { // comes again where its own request is read
            return Collections.nCopies(batch.size(), Separate.INSTANCE);
        }
    }

    private static List<Outcome> split(List<EntryRows> rows, List<PendingRead> batch) {
        List<Outcome> outcomes = new ArrayList<>(batch.size());
        int first = 0;
        for (PendingRead each : batch) {
            int next = first + each.entries().size();
            outcomes.add(new Rows(List.copyOf(rows.subList(first, next))));
            first = next;
        }
        return outcomes;
    }

    private static void tellOthers(List<PendingRead> batch, PendingRead mine, List<Outcome> outcomes) {
        for (int i = 0; i < batch.size(); i++) {
            PendingRead each = batch.get(i);
            if (each != mine) {
                each.complete(outcomes.get(i));
                each.wake();
            }
        }
    }
}
