package dev.featurestore.rondb;

import dev.featurestore.application.port.Deadline;
import dev.featurestore.application.port.OutdatedFeatureView;
import dev.featurestore.application.port.StoreFailure;
import dev.featurestore.application.port.StoreHealth;
import dev.featurestore.rondb.cluster.Cluster;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what requests read once before the server calls itself healthy. The classes that it takes would be loaded by
 * the first requests otherwise, which takes longer than requests may. The server is not healthy as long as something
 * cannot be read that every request needs. Thread-safe.
 */
final class WarmUp implements AutoCloseable {
    /**
     * Something to read.
     *
     * @param what it is, as the subject of a message: {@code API keys}
     * @param needed whether no request can be served without it
     * @param action reads it by the deadline, and throws {@link StoreFailure} or {@link OutdatedFeatureView} if it cannot
     */
    record Read(String what, boolean needed, Consumer<Deadline> action) {}

    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

    /** Then what is not needed is given up, and what is needed is warned of. The first may fail as it takes so long. */
    private static final int MAX_ATTEMPTS = 3;

    /** For one attempt. */
    private static final Duration TIME = Duration.ofSeconds(2);

    private static final long PAUSE_MILLIS = 100;

    /** After so many attempts, for what is needed. */
    private static final long LONG_PAUSE_MILLIS = 1000;

    private static final StoreHealth.Part UNDER_WAY = part(false, "under way");

    private final List<Read> reads;
    private final List<Cluster> clusters;
    private final Thread thread;
    private volatile StoreHealth.Part part = UNDER_WAY;

    private WarmUp(List<Read> reads, List<Cluster> clusters) {
        this.reads = reads;
        this.clusters = clusters;
        this.thread = new Thread(this::run, "warm-up");
        thread.setDaemon(true);
    }

    /**
     * Begins in the background, as soon as all clusters answer.
     *
     * @param reads what to read, in this order; what is not needed is given up after a few attempts
     */
    static WarmUp start(List<Read> reads, List<Cluster> clusters) {
        WarmUp warmUp = new WarmUp(reads, clusters);
        warmUp.thread.start();
        return warmUp;
    }

    /** Whether it is over, or what keeps it; and how many reads have been given up, which hardly succeed for requests. */
    StoreHealth.Part part() {
        return part;
    }

    private static StoreHealth.Part part(boolean up, String detail) {
        return new StoreHealth.Part("warm-up", up, detail);
    }

    private void run() {
        String outcome = "given up: see the log";
        try {
            outcome = outcome(readAll());
        } catch (InterruptedException e) {
            LOG.debug("Reading before the first requests was interrupted: shutting down");
        } catch (RuntimeException | Error defect) { // outermost code: the server would never be healthy
            LOG.error("Reading before the first requests failed", defect);
        } finally {
            part = part(true, outcome);
        }
    }

    private String outcome(int failed) {
        return failed == 0 ? "done" : "done, " + failed + " of " + reads.size() + " reads failed: see the log";
    }

    /** How many of the reads were given up. */
    private int readAll() throws InterruptedException {
        int failed = 0;
        for (Read read : reads) {
            part = UNDER_WAY;
            if (!succeeds(read)) {
                failed++;
            }
        }
        return failed;
    }

    private boolean succeeds(Read read) throws InterruptedException {
        for (int attempt = 1; !attempt(read); attempt++) {
            if (attempt == MAX_ATTEMPTS) {
                if (!read.needed()) {
                    return false;
                }
                LOG.warn("This server is not healthy until {} can be read", read.what());
                part = part(false, read.what() + " cannot be read: see the log");
            }
            if (attempt >= MAX_ATTEMPTS) {
                Thread.sleep(LONG_PAUSE_MILLIS);
            }
        }
        return true;
    }

    private boolean attempt(Read read) throws InterruptedException {
        while (!clusters.stream().allMatch(cluster -> cluster.health().up())) {
            Thread.sleep(PAUSE_MILLIS);
        }
        try {
            read.action().accept(Deadline.after(TIME));
            return true;
        } catch (StoreFailure | OutdatedFeatureView e) {
            LOG.debug("Reading {} before the first requests failed", read.what(), e);
            return false;
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
