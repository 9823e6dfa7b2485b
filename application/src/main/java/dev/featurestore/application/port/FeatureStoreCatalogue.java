package dev.featurestore.application.port;

import dev.featurestore.domain.view.FeatureStore;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Port: which feature stores and feature views there are, for people who look around. Implementations are thread-safe.
 */
public interface FeatureStoreCatalogue {
    /** The longest list that is given; what comes after it in order is left out. */
    int MAX_LISTED = 10_000;

    /**
     * All feature stores, whoever asks.
     *
     * @param deadline by when to answer or to throw
     * @return at most {@link #MAX_LISTED}, by name
     * @throws StoreFailure if they cannot be read by then
     */
    List<FeatureStore> stores(Deadline deadline);

    /**
     * The feature views of a store, also those that cannot be served because a feature group of theirs is gone.
     *
     * @param store its name, in any case
     * @param deadline by when to answer or to throw
     * @return empty if there is no such store
     * @throws StoreFailure if they cannot be read by then
     */
    Optional<Views> viewsOf(String store, Deadline deadline);

    /**
     * A store and its views.
     *
     * @param views at most {@link #MAX_LISTED}, by name and version
     */
    record Views(FeatureStore store, List<ViewVersion> views) {
        public Views {
            Objects.requireNonNull(store, "store");
            views = List.copyOf(views);
        }
    }

    /**
     * One version of a feature view of a store. In the order of lists: by name as Java compares it, then by version.
     */
    record ViewVersion(String name, int version) implements Comparable<ViewVersion> {
        public ViewVersion {
            Objects.requireNonNull(name, "name");
        }

        @Override
        public int compareTo(ViewVersion other) {
            int byName = name.compareTo(other.name);
            return byName == 0 ? Integer.compare(version, other.version) : byName;
        }
    }
}
