package dev.featurestore.rondb;

import dev.featurestore.application.port.FeatureViews;
import dev.featurestore.application.port.StoreFailure;
import dev.featurestore.application.port.StoreHealth;
import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.view.FeatureViewName;
import dev.featurestore.rondb.metadata.InLists;
import dev.featurestore.rondb.metadata.RonDbFeatureViews;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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

    private final RonDbFeatureViews views;
    private final List<FeatureViewName> names;
    private final AtomicInteger loaded = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final Thread thread;

    private Preload(RonDbFeatureViews views, List<FeatureViewName> names) {
        this.views = views;
        this.names = names;
        this.thread = new Thread(this::run, "preload");
        thread.setDaemon(true);
    }

    /** Begins in the background. */
    static Preload start(RonDbFeatureViews views, List<FeatureViewName> names) {
        Preload preload = new Preload(views, names);
        preload.thread.start();
        return preload;
    }

    /** How far it has come. */
    StoreHealth.Part part() {
        int successes = loaded.get();
        int failures = failed.get();
        String detail = successes + " of " + names.size() + " loaded beforehand";
        return new StoreHealth.Part(
                "feature-views",
                successes + failures == names.size(),
                failures == 0 ? detail : detail + ", " + failures + " cannot be: see the log");
    }

    private void run() {
        try {
            // So that what is loaded stays so, whatever becomes of the others.
            for (List<FeatureViewName> piece : InLists.pieces(names, RonDbFeatureViews.AT_ONCE)) {
                while (!load(piece)) {
                    Thread.sleep(PAUSE.toMillis());
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("Loading views beforehand was interrupted: shutting down");
        }
    }

    private boolean load(List<FeatureViewName> piece) {
        try {
            Map<FeatureViewName, FeatureViews.Resolution> unusable = views.preload(piece);
            unusable.forEach(Preload::warn);
            int failures = (int) piece.stream().filter(unusable::containsKey).count();
            failed.addAndGet(failures);
            loaded.addAndGet(piece.size() - failures);
            return true;
        } catch (StoreFailure e) {
            if (e.code() == ErrorCode.UNAVAILABLE) {
                return false;
            }
            LOG.warn(
                    "{} feature views, {} among them, cannot be loaded beforehand: {}",
                    piece.size(),
                    piece.get(0),
                    e.getMessage());
            failed.addAndGet(piece.size());
            return true;
        } catch (RuntimeException | Error defect) { // outermost code: the others would never be loaded
            LOG.error("Loading feature views beforehand failed, {} among them", piece.get(0), defect);
            failed.addAndGet(piece.size());
            return true;
        }
    }

    private static void warn(FeatureViewName name, FeatureViews.Resolution resolution) {
        if (resolution instanceof FeatureViews.Resolution.Unusable unusable) {
            LOG.warn(
                    "Feature view {} cannot be loaded beforehand: {}",
                    name,
                    unusable.failure().message());
        } else {
            LOG.warn("There is no feature view {} to load beforehand", name);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
