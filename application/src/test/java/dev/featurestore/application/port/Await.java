package dev.featurestore.application.port;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting for what other threads or processes bring about. */
public final class Await {
    private static final Duration PAUSE = Duration.ofMillis(10);

    private Await() {}

    /**
     * Waits until it is so.
     *
     * @param what is waited for: for the message
     * @throws AssertionError if it is not so within that time
     */
    public static void until(String what, Duration patience, BooleanSupplier condition) {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("no " + what + " within " + patience);
            }
            try {
                Thread.sleep(PAUSE.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while there was no " + what + " yet", e);
            }
        }
    }
}
