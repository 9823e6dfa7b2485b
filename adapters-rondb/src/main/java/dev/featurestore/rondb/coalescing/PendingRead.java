package dev.featurestore.rondb.coalescing;

import dev.featurestore.application.port.Deadline;
import dev.featurestore.domain.vector.EntryKeys;
import dev.featurestore.domain.vector.EntryRows;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A request that waits: to lead the next read, or for what another's read brings. Made by the thread that waits. */
final class PendingRead {
    private final List<EntryKeys> entries;
    private final Thread thread = Thread.currentThread();
    private final long since = System.nanoTime();
    private final long end;
    private long begun;
    private boolean left;
    private volatile @Nullable Outcome outcome;

    PendingRead(List<EntryKeys> entries, Deadline deadline) {
        this.entries = entries;
        this.end = since + deadline.remainingNanos();
    }

    /** How the waiting ends. */
    sealed interface Outcome {}

    /** It is to read this batch, of which it is a part. */
    record Lead(List<PendingRead> batch) implements Outcome {}

    /** Its rows, read by another. */
    record Rows(List<EntryRows> rows) implements Outcome {}

    /** It cannot be read. */
    record Failure(RuntimeException cause) implements Outcome {}

    /** It is to be read by itself. */
    record Separate() implements Outcome {
        static final Separate INSTANCE = new Separate();
    }

    List<EntryKeys> entries() {
        return entries;
    }

    boolean endsAfter(PendingRead other) {
        return end - other.end > 0;
    }

    /** Null as long as it waits. */
    @Nullable
    Outcome outcome() {
        return outcome;
    }

    /** Ends the waiting; to be followed by {@link #wake}. */
    void complete(Outcome with) {
        outcome = with;
    }

    void wake() {
        LockSupport.unpark(thread);
    }

    /** Nobody waits for it any more. Under the lock of its {@link ReadQueue}, as is {@link #hasLeft}. */
    void leave() {
        left = true;
    }

    boolean hasLeft() {
        return left;
    }

    /** The read that it is part of begins; comes before {@link #complete}. */
    void begin(long nanoTime) {
        begun = nanoTime;
    }

    /** How long it waited for the read that it is part of, or in vain. For its own thread. */
    long waitedNanos() {
        return (begun == 0 ? System.nanoTime() : begun) - since;
    }
}
