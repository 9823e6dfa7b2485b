package dev.featurestore.rondb.metadata;

import dev.featurestore.application.port.FeatureViews.Resolution;
import dev.featurestore.domain.Failure;
import dev.featurestore.domain.view.FeatureStore;
import dev.featurestore.domain.view.FeatureViewDefinition;

/** What the metadata say under a name. Two are equal when nothing has changed in between. */
sealed interface LoadedView {
    /** All that there is about a view. */
    record View(FeatureViewDefinition definition) implements LoadedView {}

    /** There is no view that could be served, and this is why. */
    record Nothing(Resolution why) implements LoadedView {}

    static LoadedView noStore() {
        return new Nothing(new Resolution.NoStore());
    }

    static LoadedView noView(FeatureStore store) {
        return new Nothing(new Resolution.NoView(store));
    }

    static LoadedView unusable(FeatureStore store, Failure failure) {
        return new Nothing(new Resolution.Unusable(store, failure));
    }

    static LoadedView groupDeleted(FeatureStore store, String feature) {
        return new Nothing(new Resolution.GroupDeleted(store, feature));
    }
}
