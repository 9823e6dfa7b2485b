package dev.featurestore.rondb.metadata;

import dev.featurestore.application.port.FeatureViews.Resolution;
import dev.featurestore.domain.Failure;
import dev.featurestore.domain.view.FeatureStore;
import dev.featurestore.domain.view.FeatureViewDefinition;
import java.util.Map;

/** What the metadata say under a name. Two are equal when nothing has changed in between. */
sealed interface Finding {
    /**
     * All that there is about a view.
     *
     * @param avroSchemas the Avro schemas, as JSON text by group id, of the groups that give complex features
     */
    record View(FeatureViewDefinition definition, Map<Integer, String> avroSchemas) implements Finding {
        public View {
            avroSchemas = Map.copyOf(avroSchemas);
        }
    }

    /** There is no view that could be served, and this is why. */
    record Nothing(Resolution why) implements Finding {}

    static Finding noStore() {
        return new Nothing(new Resolution.NoStore());
    }

    static Finding noView(FeatureStore store) {
        return new Nothing(new Resolution.NoView(store));
    }

    static Finding unusable(FeatureStore store, Failure failure) {
        return new Nothing(new Resolution.Unusable(store, failure));
    }

    static Finding groupDeleted(FeatureStore store, String feature) {
        return new Nothing(new Resolution.GroupDeleted(store, feature));
    }
}
