package dev.featurestore.application.port;

import dev.featurestore.domain.vector.Key;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.domain.view.Lookup;
import java.util.List;

/** Port: keys of rows that there are, for examples of requests. Implementations are thread-safe. */
@FunctionalInterface
public interface StoredKeys {
    /**
     * Finds the keys of some rows: whichever take the least effort.
     *
     * @param view whose look-up it is
     * @param lookup not of a spine, which has no rows
     * @param limit how many at most, from 1
     * @param deadline by when to answer or to throw
     * @return all different; fewer than that if there are no more rows
     * @throws OutdatedFeatureView if a key column has another type than when the view was compiled
     * @throws StoreFailure if the store cannot be read
     */
    List<Key> some(FeatureView view, Lookup lookup, int limit, Deadline deadline);
}
