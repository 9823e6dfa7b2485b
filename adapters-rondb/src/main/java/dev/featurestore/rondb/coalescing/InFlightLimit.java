package dev.featurestore.rondb.coalescing;

/**
 * How many reads of a feature view are under way before others wait to share the next: one where the store answers
 * quickly, more where it takes its time, because waiting for a slow read costs more than sharing saves.
 *
 * <p>Follows the shortest of the recent reads. What others take beyond that they mostly spend waiting for a processor,
 * and more of them at the same time would only wait longer. Not thread-safe.
 */
final class InFlightLimit {
    /** For each that the shortest read takes, one more read may be under way. */
    static final long STEP_NANOS = 500_000;

    /** The weight of a longer read: the shortest one is forgotten in some 16 reads. */
    private static final double WEIGHT = 1.0 / 16;

    private final int max;
    private double shortest;

    InFlightLimit(int max) {
        this.max = max;
    }

    /** A read took that long. A failure that comes quickly tells nothing of the store. */
    void measured(long nanos, boolean succeeded) {
        if (nanos >= shortest) {
            shortest += (nanos - shortest) * WEIGHT;
        } else if (succeeded) {
            shortest = nanos;
        }
    }

    int get() {
        return (int) Math.min(max, 1 + shortest / STEP_NANOS);
    }

    int max() {
        return max;
    }
}
