package dev.featurestore.rondb;

import dev.featurestore.application.port.FeatureViews;
import dev.featurestore.application.port.StoreFailure;
import dev.featurestore.application.port.StoreHealth;
import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.view.FeatureViewName;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the views that are to be in memory before requests come. A view that is not there or cannot be used does not
 * keep the others from serving; a store that does not answer is asked again. Thread-safe.
 */
final class Preload implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Preload.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final FeatureViews views;
    private final List<FeatureViewName> names;
    private final AtomicInteger done = new AtomicInteger();
    private final Thread thread;

    private Preload(FeatureViews views, List<FeatureViewName> names) {
        this.views = views;
        this.names = names;
        this.thread = new Thread(this::run, "preload");
        thread.setDaemon(true);
    }

    /** Begins in the background. */
    static Preload start(FeatureViews views, List<FeatureViewName> names) {
        Preload preload = new Preload(views, names);
        preload.thread.start();
        return preload;
    }

    /** How far it has come. */
    StoreHealth.Part part() {
        int loaded = done.get();
        return new StoreHealth.Part(
                "feature-views", loaded == names.size(), loaded + " of " + names.size() + " loaded beforehand");
    }

    private void run() {
        try {
            for (FeatureViewName name : names) {
                while (!load(name)) {
                    Thread.sleep(PAUSE.toMillis());
                }
                done.incrementAndGet();
            }
        } catch (InterruptedException e) {
            LOG.debug("Loading views beforehand was interrupted: shutting down");
        }
    }

    private boolean load(FeatureViewName name) {
        try {
            FeatureViews.Resolution resolution = views.find(name);
            if (!(resolution instanceof FeatureViews.Resolution.Found)) {
                LOG.warn("There is no feature view {} to load beforehand", name);
            }
            return true;
        } catch (StoreFailure e) {
            if (e.code() == ErrorCode.UNAVAILABLE) {
                return false;
            }
            LOG.warn("Feature view {} cannot be loaded beforehand: {}", name, e.getMessage());
            return true;
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
