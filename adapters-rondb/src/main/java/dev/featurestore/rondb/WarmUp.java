package dev.featurestore.rondb;

import dev.featurestore.application.port.Deadline;
import dev.featurestore.application.port.OutdatedFeatureView;
import dev.featurestore.application.port.StoreFailure;
import dev.featurestore.application.port.StoreHealth;
import dev.featurestore.rondb.cluster.Cluster;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what requests read once before the server calls itself healthy. The classes that it takes would be loaded by
 * the first requests otherwise, which takes longer than requests may. What cannot be read keeps the server from
 * nothing. Thread-safe.
 */
final class WarmUp implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

    /** The first may fail as it takes so long. */
    private static final int MAX_ATTEMPTS = 3;

    /** For one attempt. */
    private static final Duration TIME = Duration.ofSeconds(2);

    private static final long PAUSE_MILLIS = 100;

    private final List<Consumer<Deadline>> reads;
    private final List<Cluster> clusters;
    private final Thread thread;

    private final AtomicInteger failed = new AtomicInteger();

    private volatile boolean done;

    private WarmUp(List<Consumer<Deadline>> reads, List<Cluster> clusters) {
        this.reads = reads;
        this.clusters = clusters;
        this.thread = new Thread(this::run, "warm-up");
        thread.setDaemon(true);
    }

    /**
     * Begins in the background, as soon as all clusters answer.
     *
     * @param reads what to read, each by a deadline and whatever becomes of the others
     */
    static WarmUp start(List<Consumer<Deadline>> reads, List<Cluster> clusters) {
        WarmUp warmUp = new WarmUp(reads, clusters);
        warmUp.thread.start();
        return warmUp;
    }

    /** Whether it is over, and how many of the reads failed: these keep nothing, and will hardly succeed for requests. */
    StoreHealth.Part part() {
        return new StoreHealth.Part("warm-up", done, done ? outcome() : "under way");
    }

    private String outcome() {
        int failures = failed.get();
        return failures == 0 ? "done" : "done, " + failures + " of " + reads.size() + " reads failed: see the log";
    }

    private void run() {
        try {
            for (Consumer<Deadline> read : reads) {
                attempt(read);
            }
        } catch (InterruptedException e) {
            LOG.debug("Reading before the first requests was interrupted: shutting down");
        } catch (RuntimeException | Error defect) { // outermost code: the server would never be healthy
            LOG.error("Reading before the first requests failed", defect);
        } finally {
            done = true;
        }
    }

    private void attempt(Consumer<Deadline> read) throws InterruptedException {
        boolean succeeded = false;
        for (int attempt = 0; attempt < MAX_ATTEMPTS && !succeeded; attempt++) {
            awaitClusters();
            succeeded = succeeds(read);
        }
        if (!succeeded) {
            failed.incrementAndGet();
        }
    }

    private void awaitClusters() throws InterruptedException {
        while (!clusters.stream().allMatch(cluster -> cluster.health().up())) {
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private static boolean succeeds(Consumer<Deadline> read) {
        try {
            read.accept(Deadline.after(TIME));
            return true;
        } catch (StoreFailure | OutdatedFeatureView e) {
            LOG.debug("Reading before the first requests failed", e);
            return false;
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
