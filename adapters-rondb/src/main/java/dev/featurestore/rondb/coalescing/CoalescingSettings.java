package dev.featurestore.rondb.coalescing;

/**
 * How requests share reads.
 *
 * @param enabled whether they do; if not, every request is read by itself
 * @param maxInFlight how many reads of one feature view that others could have shared may be under way at the same time
 * @param maxEntries how many entries are read together at most
 */
public record CoalescingSettings(boolean enabled, int maxInFlight, int maxEntries) {
    /** Reads are shared; as many in flight as a pool has connections, 256 entries in one. */
    public static final CoalescingSettings DEFAULT = new CoalescingSettings(true, 16, 256);

    /** Every request is read by itself. */
    public static final CoalescingSettings OFF = new CoalescingSettings(false, 16, 256);

    public CoalescingSettings {
        requirePositive("maxInFlight", maxInFlight);
        requirePositive("maxEntries", maxEntries);
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + ": " + value + " is not at least 1");
        }
    }
}
