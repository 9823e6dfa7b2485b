package dev.featurestore.rondb.coalescing;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;

/**
 * How many reads of a feature view may be under way before others wait to share the next: as few as keep the processors
 * busy. While there are idle processors, waiting would only cost time; when there are none, more reads at once only
 * wait for a processor, and those that share one need less of it. The same for all feature views; follows the load of
 * the machine or container, including that of other programs. Thread-safe.
 */
final class InFlightLimit {
    /** How often it is adapted at most: the operating system counts in hundredths of a second. */
    static final long INTERVAL_NANOS = 200_000_000;

    /** From here on the processors are taken to be busy. Between this and {@link #IDLE} nothing changes. */
    private static final double BUSY = 0.9;

    private static final double IDLE = 0.8;

    private final int max;
    private final DoubleSupplier load;
    private final AtomicLong lastAdapted = new AtomicLong(System.nanoTime());
    private volatile int current = 1;

    /**
     * Busy once is not enough: the load is measured since anybody asked for it last, and metrics ask too, so that one
     * measurement may cover a moment only.
     */
    private volatile boolean wasBusy;

    /**
     * Begins with one: pools are being filled then, and code is being compiled.
     *
     * @param load of all processors since anybody asked for it last, from 0 to 1; negative or NaN if that is not known
     */
    InFlightLimit(int max, DoubleSupplier load) {
        this.max = max;
        this.load = load;
    }

    /** Follows the load of the processors that this JVM may use. */
    static InFlightLimit ofMachine(int max) {
        OperatingSystemMXBean machine = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new InFlightLimit(max, machine::getCpuLoad);
    }

    /** To be called often, by any thread. */
    void adapt(long nanoTime) {
        long last = lastAdapted.get();
        if (nanoTime - last < INTERVAL_NANOS || !lastAdapted.compareAndSet(last, nanoTime)) {
            return;
        }
        double now = load.getAsDouble();
        boolean busy = now >= BUSY;
        if (busy && wasBusy) {
            current = Math.max(1, current / 2);
        } else if (now < IDLE || Double.isNaN(now)) {
            current = Math.min(max, current + 1);
        }
        wasBusy = busy;
    }

    int get() {
        return current;
    }

    int max() {
        return max;
    }
}
