package dev.featurestore.rondb.coalescing;

import dev.featurestore.rondb.coalescing.PendingRead.Lead;
import dev.featurestore.rondb.coalescing.PendingRead.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The reads of one feature view that are under way, and those that wait. First come, first served; all that wait go
 * together, as far as they fit into one read. The thread that ends a read lets the next begin. Thread-safe; nobody waits
 * here for anything but the lock, which is held for moments.
 */
final class ReadQueue {
    /** A read that takes longer than usual by that much is not waited for. */
    static final long OVERDUE_NANOS = 20_000_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<PendingRead> waiting = new ArrayDeque<>();
    private final InFlightLimit limit;
    private final int maxEntries;
    private int reading;
    private long lastBegun;

    /** @param maxEntries how many entries go together */
    ReadQueue(InFlightLimit limit, int maxEntries) {
        this.limit = limit;
        this.maxEntries = maxEntries;
    }

    /** Begins a read, if one may begin and nobody waits; it ends with {@link #end}. */
    boolean tryBegin() {
        lock.lock();
        try {
            if (!waiting.isEmpty() || !mayBegin()) {
                return false;
            }
            begin();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits behind all others. */
    void add(PendingRead read) {
        lock.lock();
        try {
            waiting.addLast(read);
        } finally {
            lock.unlock();
        }
        beginNext();
    }

    /** A read is over. */
    void end() {
        limit.adapt(System.nanoTime());
        lock.lock();
        try {
            reading--;
        } finally {
            lock.unlock();
        }
        beginNext();
    }

    /**
     * A read waits no more; if it was to lead one that has not begun, others do.
     *
     * @return how its waiting ended in the meantime; null if it has not
     */
    @Nullable
    Outcome remove(PendingRead read) {
        @Nullable Outcome outcome;
        lock.lock();
        try {
            read.leave();
            outcome = read.outcome();
            if (outcome instanceof Lead lead) {
                putBack(lead.batch());
                reading--;
            } else {
                waiting.remove(read);
            }
        } finally {
            lock.unlock();
        }
        beginNext();
        return outcome instanceof Lead ? null : outcome;
    }

    /** To where they were: before all that came later. */
    private void putBack(List<PendingRead> batch) {
        for (int i = batch.size() - 1; i >= 0; i--) {
            if (!batch.get(i).hasLeft()) {
                waiting.addFirst(batch.get(i));
            }
        }
    }

    /** Lets those that wait begin, as far as they may. */
    void beginNext() {
        @Nullable PendingRead leader = appointLeader();
        while (leader != null) {
            leader.wake();
            leader = appointLeader();
        }
    }

    private @Nullable PendingRead appointLeader() {
        lock.lock();
        try {
            if (waiting.isEmpty() || !mayBegin()) {
                return null;
            }
            List<PendingRead> batch = nextBatch();
            PendingRead leader = lastToEnd(batch);
            begin();
            leader.complete(new Lead(batch));
            return leader;
        } finally {
            lock.unlock();
        }
    }

    private boolean mayBegin() {
        return reading < limit.get() || (reading < limit.max() && System.nanoTime() - lastBegun >= OVERDUE_NANOS);
    }

    private void begin() {
        reading++;
        lastBegun = System.nanoTime();
    }

    private List<PendingRead> nextBatch() {
        List<PendingRead> batch = new ArrayList<>(waiting.size());
        int entries = 0;
        for (PendingRead next = waiting.peek(); next != null; next = waiting.peek()) {
            entries += next.entries().size();
            if (entries > maxEntries && !batch.isEmpty()) {
                break;
            }
            batch.add(waiting.remove());
        }
        return batch;
    }

    /** The one with the last deadline: if it reads, nobody's deadline ends another's read. */
    private static PendingRead lastToEnd(List<PendingRead> batch) {
        PendingRead last = batch.get(0);
        for (PendingRead each : batch) {
            if (each.endsAfter(last)) {
                last = each;
            }
        }
        return last;
    }

    /** Takes out all that wait. */
    List<PendingRead> clear() {
        lock.lock();
        try {
            List<PendingRead> all = List.copyOf(waiting);
            waiting.clear();
            return all;
        } finally {
            lock.unlock();
        }
    }
}
