package dev.featurestore.rondb.metadata;

import dev.featurestore.application.port.FeatureViews.Resolution;
import dev.featurestore.domain.Failure;
import dev.featurestore.domain.view.FeatureStore;
import dev.featurestore.domain.view.FeatureViewDefinition;
import dev.featurestore.domain.view.FeatureViewName;
import dev.featurestore.rondb.metadata.GroupTables.GroupRow;
import dev.featurestore.rondb.metadata.GroupTables.SchemaVersion;
import dev.featurestore.rondb.metadata.TableDictionary.TableName;
import dev.featurestore.rondb.metadata.ViewTables.Place;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the metadata say under a name. Two are equal when nothing has changed in between. */
sealed interface LoadedView {
    /**
     * All that there is about a view. As long as the view and its groups are there, and shape, schemas and the columns
     * of the online tables stay the same, so does the definition.
     *
     * @param name with the store in lower case
     * @param shape of the metadata when it was read: an upgrade of Hopsworks may have written more about the view
     * @param groups ids of all that it joins
     * @param decoded the groups that give complex features
     * @param schemas of those of them that have one, by group id
     * @param tables the online tables that it reads
     */
    record View(
            int id,
            FeatureViewName name,
            MetadataShape shape,
            Set<Integer> groups,
            List<GroupRow> decoded,
            Map<Integer, SchemaVersion> schemas,
            Map<TableName, OnlineTable> tables,
            FeatureViewDefinition definition)
            implements LoadedView {
        /** Where it stood when it was read. */
        Place place() {
            return new Place(definition.store().id(), name.view(), name.version());
        }
    }

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
