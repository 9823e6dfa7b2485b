package dev.featurestore.application.port;

import dev.featurestore.domain.Failure;
import dev.featurestore.domain.view.FeatureStore;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.domain.view.FeatureViewName;
import java.util.Objects;
import java.util.Optional;

/** Port: feature views by name, compiled for serving. Implementations are thread-safe. */
@FunctionalInterface
public interface FeatureViews {
    /**
     * Finds a feature view. The store's name is compared without regard to case, the view's exactly.
     *
     * @param deadline by when to answer or to throw
     * @return the same instance as long as the view's metadata stay the same
     * @throws StoreFailure if the metadata cannot be read
     */
    Resolution find(FeatureViewName name, Deadline deadline);

    /**
     * Finds a feature view without a deadline: as {@link #find(FeatureViewName, Deadline)} with {@link Deadline#NONE}.
     */
    default Resolution find(FeatureViewName name) {
        return find(name, Deadline.NONE);
    }

    /**
     * Finds a feature view whose tables were found changed: what is kept in memory of it does not count, unless it has
     * been read since. By default as {@link #find(FeatureViewName, Deadline)}: for stores whose tables never change.
     *
     * @param outdated the view as it was found before
     * @param deadline by when to answer or to throw
     * @return the same instance as before if its metadata say the same as before
     * @throws StoreFailure if the metadata cannot be read
     */
    default Resolution reload(FeatureViewName name, FeatureView outdated, Deadline deadline) {
        return find(name, deadline);
    }

    /**
     * The feature store of a view that {@link #find} could not read, for a caller who must not learn that the view is
     * there. Reads nothing. By default empty: for stores whose metadata can always be read.
     *
     * @param store in any case
     * @return empty if nothing is known of the store: then {@link #find} fails whether or not it has such a view
     */
    default Optional<FeatureStore> knownStore(String store) {
        return Optional.empty();
    }

    /** What is behind a name. */
    sealed interface Resolution {
        /** The view. */
        record Found(FeatureView view) implements Resolution {
            public Found {
                Objects.requireNonNull(view, "view");
            }
        }

        /** There is no store of that name. */
        record NoStore() implements Resolution {}

        /** The store has no view of that name and version. */
        record NoView(FeatureStore store) implements Resolution {}

        /**
         * The view takes features from a feature group that has been deleted.
         *
         * @param feature a feature that lost its group
         */
        record GroupDeleted(FeatureStore store, String feature) implements Resolution {}

        /**
         * The view is there, but its metadata contradict themselves: it cannot be served until they change.
         *
         * @param failure what is wrong with it, for callers that may know of the view
         */
        record Unusable(FeatureStore store, Failure failure) implements Resolution {
            public Unusable {
                Objects.requireNonNull(store, "store");
                Objects.requireNonNull(failure, "failure");
            }
        }
    }
}
