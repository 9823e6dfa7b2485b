package dev.featurestore.rondb.coalescing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The reads of one feature view that are under way, and those that wait. First come, first served; all that wait go
 * together, as far as they fit into one read. Thread-safe; nobody waits here for anything but the lock, which is held
 * for moments.
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
    }

    /** Begins a read for those that wait, if one may begin; it ends with {@link #end}. Empty if not. */
    List<PendingRead> tryBeginNext() {
        lock.lock();
        try {
            List<PendingRead> batch = mayBegin() ? nextBatch() : List.of();
            if (!batch.isEmpty()) {
                begin();
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    /** A read is over. */
    void end() {
        lock.lock();
        try {
            reading--;
        } finally {
            lock.unlock();
        }
        limit.adapt(System.nanoTime());
    }

    private boolean mayBegin() {
        return reading < limit.get() || (reading < limit.max() && System.nanoTime() - lastBegun >= OVERDUE_NANOS);
    }

    private void begin() {
        reading++;
        lastBegun = System.nanoTime();
    }

    /** Those whose waiting has ended without rows are left out. */
    private List<PendingRead> nextBatch() {
        List<PendingRead> batch = new ArrayList<>(waiting.size());
        int entries = 0;
        for (PendingRead next = waiting.peek(); next != null; next = waiting.peek()) {
            int more = next.isOver() ? 0 : next.entries().size();
            if (entries + more > maxEntries && !batch.isEmpty()) {
                break;
            }
            waiting.remove();
            if (more > 0) {
                batch.add(next);
                entries += more;
            }
        }
        return batch;
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
