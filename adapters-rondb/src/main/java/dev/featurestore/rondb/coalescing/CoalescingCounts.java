package dev.featurestore.rondb.coalescing;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** What has been read so far, for metrics. Thread-safe. */
public final class CoalescingCounts {
    private final LongAdder reads = new LongAdder();
    private final LongAdder entries = new LongAdder();
    private final LongAdder waits = new LongAdder();
    private final LongAdder waitedNanos = new LongAdder();
    private final LongAdder waiting = new LongAdder();
    private final InFlightLimit limit;

    CoalescingCounts(InFlightLimit limit) {
        this.limit = limit;
    }

    void read(int ofEntries) {
        reads.increment();
        entries.add(ofEntries);
    }

    void beginWait() {
        waiting.increment();
    }

    void endWait(long nanos) {
        waiting.decrement();
        waits.increment();
        waitedNanos.add(nanos);
    }

    /** Reads, each of the entries of one request or of several. */
    public long reads() {
        return reads.sum();
    }

    /** Entries in these reads. */
    public long entries() {
        return entries.sum();
    }

    /** Requests that had to wait until a read began that they were part of, or until they were refused. */
    public long waits() {
        return waits.sum();
    }

    /** How long they waited altogether. */
    public double waited(TimeUnit unit) {
        return (double) waitedNanos.sum() / unit.toNanos(1);
    }

    /** Requests that wait at the moment, or for which another's read is under way. */
    public long waiting() {
        return waiting.sum();
    }

    /** How many reads of a feature view may be under way at the moment before others wait to share the next. */
    public int inFlightLimit() {
        return limit.get();
    }
}
