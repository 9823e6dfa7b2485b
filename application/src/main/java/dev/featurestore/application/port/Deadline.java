package dev.featurestore.application.port;

import java.time.Duration;
import java.util.function.LongConsumer;

/** The moment by which a request has to be answered, on the clock of {@link System#nanoTime}. Immutable, thread-safe. */
public final class Deadline {
    /** No moment: work may take as long as whoever does it allows. */
    public static final Deadline NONE = new Deadline(0, nanos -> {});

    private final long nanoTime;
    private final LongConsumer onWait;

    private Deadline(long nanoTime, LongConsumer onWait) {
        this.nanoTime = nanoTime;
        this.onWait = onWait;
    }

    /** That long from now. */
    public static Deadline after(Duration time) {
        return at(System.nanoTime() + time.toNanos());
    }

    /** A reading of {@link System#nanoTime}. */
    public static Deadline at(long nanoTime) {
        return at(nanoTime, NONE.onWait);
    }

    /**
     * The same.
     *
     * @param onWait told of {@link #waited}, by the thread that waited
     */
    public static Deadline at(long nanoTime, LongConsumer onWait) {
        return new Deadline(nanoTime, onWait);
    }

    /** The sooner of this and that long from now. */
    public Deadline orSooner(Duration time) {
        return remainingNanos() <= time.toNanos() ? this : at(System.nanoTime() + time.toNanos(), onWait);
    }

    /** Nanoseconds until then: negative once it has passed, {@link Long#MAX_VALUE} if there is no such moment. */
    public long remainingNanos() {
        return this == NONE ? Long.MAX_VALUE : nanoTime - System.nanoTime();
    }

    /** Notes that so much of the time until then went by in waiting for other requests. */
    public void waited(long nanos) {
        onWait.accept(nanos);
    }

    /** Whether there is at least that much time left. */
    public boolean leaves(Duration time) {
        return remainingNanos() >= time.toNanos();
    }
}
