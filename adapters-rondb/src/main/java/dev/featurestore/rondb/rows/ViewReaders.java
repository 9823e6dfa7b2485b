package dev.featurestore.rondb.rows;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.featurestore.domain.view.FeatureView;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The statements of feature views, made when a view is loaded and kept for as long as anybody holds the view.
 * Thread-safe.
 */
public final class ViewReaders {
    // Housekeeping is short; handed to another thread it would wake that up in the middle of requests.
    private final Cache<FeatureView, ViewReader> readers =
            Caffeine.newBuilder().weakKeys().executor(Runnable::run).build();
    private final JoinShape shape;

    public ViewReaders(JoinShape shape) {
        this.shape = Objects.requireNonNull(shape, "shape");
    }

    /**
     * Makes the statements of a view, before anybody reads it.
     *
     * @param schemas the text of the registered Avro schema of each feature group, by the group's number; a group
     *     without one is left out
     */
    public void prepare(FeatureView view, Map<Integer, String> schemas) {
        readers.put(view, new ViewReader(view, schemas, shape));
    }

    /** How many views have their statements ready. */
    public long prepared() {
        readers.cleanUp();
        return readers.estimatedSize();
    }

    /** @throws IllegalStateException if the view was never prepared */
    ViewReader of(FeatureView view) {
        @Nullable ViewReader reader = readers.getIfPresent(view);
        if (reader == null) {
            throw new IllegalStateException("feature view " + view + " was not prepared");
        }
        return reader;
    }
}
