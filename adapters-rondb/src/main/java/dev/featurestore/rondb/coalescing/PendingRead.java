package dev.featurestore.rondb.coalescing;

import dev.featurestore.application.port.Deadline;
import dev.featurestore.domain.vector.EntryKeys;
import dev.featurestore.domain.vector.EntryRows;
import dev.featurestore.domain.view.FeatureView;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** A request that waits for a read that it shares with others. Thread-safe. */
final class PendingRead {
    private final FeatureView view;
    private final List<EntryKeys> entries;
    private final Deadline deadline;
    private final CoalescingCounts counts;
    private final CompletableFuture<List<EntryRows>> rows = new CompletableFuture<>();
    private final long since = System.nanoTime();
    private final long end;
    private long begun;
    private boolean bounds;
    private boolean over;

    /** Begins to wait. */
    PendingRead(FeatureView view, List<EntryKeys> entries, Deadline deadline, CoalescingCounts counts) {
        this.view = view;
        this.entries = entries;
        this.deadline = deadline;
        this.counts = counts;
        this.end = since + deadline.remainingNanos();
        counts.beginWait();
    }

    FeatureView view() {
        return view;
    }

    List<EntryKeys> entries() {
        return entries;
    }

    Deadline deadline() {
        return deadline;
    }

    /** Completed when the waiting is over. */
    CompletableFuture<List<EntryRows>> rows() {
        return rows;
    }

    boolean endsAfter(PendingRead other) {
        return end - other.end > 0;
    }

    /**
     * The read that it is part of begins: time from now on does not count as waiting.
     *
     * @return false if it is over already
     */
    synchronized boolean begin(long nanoTime) {
        begun = nanoTime;
        return !over;
    }

    /**
     * The read that it is part of ends by its deadline, and nobody else may end it.
     *
     * @return false if it is over already
     */
    synchronized boolean boundsRead() {
        bounds = !over;
        return bounds;
    }

    synchronized boolean isOver() {
        return over;
    }

    /** Whether its deadline has passed, unless the read that is under way ends by that. */
    synchronized boolean isLate(long nanoTime) {
        return !over && !bounds && nanoTime - end >= 0;
    }

    /** It gets its rows, unless it is over. */
    void succeed(List<EntryRows> read) {
        if (finish(() -> true)) {
            rows.complete(read);
        }
    }

    /** It cannot be read, unless it is over. */
    void fail(Throwable failure) {
        if (finish(() -> true)) {
            rows.completeExceptionally(failure);
        }
    }

    /** It cannot be read in time, unless it is over, or a read that ends by its deadline has begun meanwhile. */
    void failIfLate(long nanoTime, Throwable failure) {
        if (finish(() -> isLate(nanoTime))) {
            rows.completeExceptionally(failure);
        }
    }

    private boolean finish(BooleanSupplier condition) {
        long waited;
        synchronized (this) {
            if (over || !condition.getAsBoolean()) {
                return false;
            }
            over = true;
            waited = (begun == 0 ? System.nanoTime() : begun) - since;
        }
        deadline.observer().waited(waited);
        counts.endWait(waited);
        return true;
    }
}
