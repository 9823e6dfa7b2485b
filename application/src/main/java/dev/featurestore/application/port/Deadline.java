package dev.featurestore.application.port;

import java.time.Duration;

/**
 * The moment by which a request has to be answered, on the clock of {@link System#nanoTime}, with an observer, which is
 * told how long the request waited for others and which statements were executed for it. {@link #after} gives a
 * deadline without an observer, {@link #orSooner} one with the same observer. Immutable, thread-safe.
 */
public final class Deadline {
    /** No moment: there is no limit to how long work may take, except its own. */
    public static final Deadline NONE = new Deadline(0, nanos -> {});

    private final long nanoTime;
    private final Observer observer;

    private Deadline(long nanoTime, Observer observer) {
        this.nanoTime = nanoTime;
        this.observer = observer;
    }

    /** Told how the time until a deadline is spent, by the threads that work for the request. */
    @FunctionalInterface
    public interface Observer {
        /** So many nanoseconds went by in waiting for other requests. */
        void waited(long nanos);

        /** Whether {@link #executed} is of use: nothing is measured for it otherwise. */
        default boolean wantsStatements() {
            return false;
        }

        /**
         * A statement was executed.
         *
         * @param kind its kind, in a word
         * @param begin when it was sent, by {@link System#nanoTime}
         * @param end when its result was there, or it failed
         */
        default void executed(String kind, long begin, long end) {}
    }

    /** The moment that long from now, without an observer. */
    public static Deadline after(Duration time) {
        return at(System.nanoTime() + time.toNanos());
    }

    /** A reading of {@link System#nanoTime}, without an observer. */
    public static Deadline at(long nanoTime) {
        return at(nanoTime, NONE.observer);
    }

    /** A reading of {@link System#nanoTime}, with an observer of the work until then. */
    public static Deadline at(long nanoTime, Observer observer) {
        return new Deadline(nanoTime, observer);
    }

    /** This deadline, or the moment that long from now if that is sooner; with the same observer. */
    public Deadline orSooner(Duration time) {
        return remainingNanos() <= time.toNanos() ? this : at(System.nanoTime() + time.toNanos(), observer);
    }

    /** Nanoseconds until then: negative once it has passed, {@link Long#MAX_VALUE} if there is no such moment. */
    public long remainingNanos() {
        return this == NONE ? Long.MAX_VALUE : nanoTime - System.nanoTime();
    }

    /** To be told how the time until then is spent. */
    public Observer observer() {
        return observer;
    }

    /** Whether there is at least that much time left. */
    public boolean leaves(Duration time) {
        return remainingNanos() >= time.toNanos();
    }
}
