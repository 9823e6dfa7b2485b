package dev.featurestore.rondb.coalescing;

import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Looks after requests that wait, at intervals for as long as there are any: refuses those whose deadline has passed,
 * and lets a read begin if the one that is waited for is overdue. Thread-safe.
 */
final class ReadWatchdog {
    private static final long INTERVAL_MILLIS = 10;

    private final ScheduledExecutorService scheduler;
    private final Queue<Watched> watched = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    private record Watched(PendingRead read, ViewReads reads) {}

    /** @param scheduler is stopped by the caller */
    ReadWatchdog(ScheduledExecutorService scheduler) {
        this.scheduler = scheduler;
    }

    /**
     * Looks after a request until it is over.
     *
     * @throws OutOfMemoryError if there is no thread for that
     */
    void watch(PendingRead read, ViewReads reads) {
        watched.add(new Watched(read, reads));
        schedule();
    }

    private void schedule() {
        if (scheduled.compareAndSet(false, true)) {
            try {
                ScheduledFuture<?> unused = scheduler.schedule(this::lookAtAll, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
            } catch (RuntimeException | Error failure) { // or nobody would try again
                scheduled.set(false);
                throw failure;
            }
        }
    }

    private void lookAtAll() {
        scheduled.set(false);
        try {
            long now = System.nanoTime();
            for (Iterator<Watched> all = watched.iterator(); all.hasNext(); ) {
                Watched each = all.next();
                if (each.read().isOver()) {
                    all.remove();
                } else {
                    each.reads().refuseIfLate(each.read(), now);
                    each.reads().beginNext();
                }
            }
        } finally { // whatever happens, the others are looked after
            if (!watched.isEmpty()) {
                schedule();
            }
        }
    }
}
