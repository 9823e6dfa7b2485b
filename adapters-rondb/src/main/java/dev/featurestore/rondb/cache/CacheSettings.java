package dev.featurestore.rondb.cache;

import java.time.Duration;

/**
 * How a {@link RefreshingCache} ages.
 *
 * @param refreshInterval a change in the store is seen within this time
 * @param jitter entries are reloaded that much sooner, so that the interval is kept when reading takes a while
 * @param unusedAfter an entry that nobody asks for is dropped after this time
 * @param grace how long beyond the refresh interval an entry may serve that could not be reloaded; then the failure
 *     shows
 * @param absentFor how long the store is believed that something is not there
 * @param absentBudget that many answers of this kind a second are got one by one; beyond that the store lists what it
 *     has (see {@link KeySnapshot})
 * @param maxEntries most entries held; beyond that the least useful are dropped. Counts for what is not there
 *     separately
 */
public record CacheSettings(
        Duration refreshInterval,
        Duration jitter,
        Duration unusedAfter,
        Duration grace,
        Duration absentFor,
        int absentBudget,
        int maxEntries) {
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final Duration ABSENT_FOR = Duration.ofSeconds(1);
    private static final int ABSENT_BUDGET = 20;
    private static final int MAX_ENTRIES = 20_000;
    /** Each entry has its turn in one of them, so that reloads are spread over the interval. */
    static final int SWEEPS = 10;

    public CacheSettings {
        requirePositive(refreshInterval, "refreshInterval");
        requirePositive(unusedAfter, "unusedAfter");
        requirePositive(absentFor, "absentFor");
        if (jitter.isNegative() || jitter.compareTo(refreshInterval) >= 0) {
            throw new IllegalArgumentException("jitter " + jitter + " is not shorter than " + refreshInterval);
        }
        if (grace.isNegative() || absentBudget < 0 || maxEntries < 1) {
            throw new IllegalArgumentException("grace, absentBudget or maxEntries is negative");
        }
    }

    /** These times, and defaults for the rest. Absence is never believed longer than the refresh interval. */
    public static CacheSettings of(Duration refreshInterval, Duration jitter, Duration unusedAfter) {
        Duration absentFor = refreshInterval.compareTo(ABSENT_FOR) < 0 ? refreshInterval : ABSENT_FOR;
        return new CacheSettings(refreshInterval, jitter, unusedAfter, GRACE, absentFor, ABSENT_BUDGET, MAX_ENTRIES);
    }

    /** How often each entry is reloaded. */
    public Duration period() {
        return refreshInterval.minus(jitter);
    }

    /**
     * For how long what many entries share is taken to be as it was read last: a part of the period, so that it is read
     * once in each, with the first entry that has its turn after that.
     */
    public Duration sharedFor() {
        return period().multipliedBy(4).dividedBy(5);
    }

    /** The time from one sweep to the next. */
    Duration sweepPeriod() {
        return period().dividedBy(SWEEPS);
    }

    private static void requirePositive(Duration duration, String name) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(name + " is " + duration);
        }
    }
}
