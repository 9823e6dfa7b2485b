package dev.featurestore.application.usecase;

import dev.featurestore.application.port.Deadline;
import dev.featurestore.application.port.FeatureStoreCatalogue;
import dev.featurestore.domain.access.Caller;
import dev.featurestore.domain.value.Value;
import dev.featurestore.domain.view.FeatureStore;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.domain.view.FeatureViewName;
import java.util.List;
import java.util.Map;

/**
 * Use case: what is there to ask for? Nothing is told of a store that the caller cannot reach but that it is closed.
 * Every method is thread-safe, and throws a {@link dev.featurestore.application.port.StoreFailure} if the store cannot
 * be read by the deadline.
 */
public interface BrowseFeatureViews {
    /** The feature stores in which anything is open to the caller, by name. */
    Answer<List<FeatureStore>> stores(Caller caller, Deadline deadline);

    /**
     * The names of a store's feature views, also of those whose feature groups are closed to the caller.
     *
     * @param store its name, in any case
     * @return or refused, in this order: is there such a store, does the caller reach it
     */
    Answer<FeatureStoreCatalogue.Views> views(Caller caller, String store, Deadline deadline);

    /**
     * A feature view, whose features and keys tell how to ask for its vectors.
     *
     * @return or refused, just as a vector of it would be: which view, may the caller read it
     */
    Answer<Described> view(Caller caller, FeatureViewName name, Deadline deadline);

    /**
     * What is told of a feature view.
     *
     * @param stored entries for which there are rows, as far as that could be found out by a small read: values by
     *     name, which need not be all names
     */
    record Described(FeatureView view, List<Map<String, Value>> stored) {}
}
