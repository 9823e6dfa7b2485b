package dev.featurestore.rondb.rows;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.featurestore.domain.view.FeatureView;

/**
 * The statements of feature views: made when a view is first read, and kept for as long as anybody holds the view.
 * Thread-safe.
 */
final class ViewReaders {
    // Housekeeping is short: to hand it to another thread would cost more than to do it.
    private final Cache<FeatureView, ViewReader> readers =
            Caffeine.newBuilder().weakKeys().executor(Runnable::run).build();
    private final JoinShape shape;

    ViewReaders(JoinShape shape) {
        this.shape = shape;
    }

    /** The statements of a view. */
    ViewReader of(FeatureView view) {
        return readers.get(view, first -> new ViewReader(first, shape));
    }

    /** Of how many views the statements are kept. */
    long size() {
        readers.cleanUp();
        return readers.estimatedSize();
    }
}
