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
import dev.featurestore.rondb.metadata.ViewTables.ViewRow;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
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

        @Override
        public OptionalInt viewId() {
            return OptionalInt.of(id);
        }
    }

    /**
     * There is no view that could be served, and this is why.
     *
     * @param viewId of the view that cannot be served; empty if there is none under the name
     */
    record Nothing(Resolution why, OptionalInt viewId) implements LoadedView {}

    /** The id of the view under the name: another one if it was dropped and created again. */
    OptionalInt viewId();

    static LoadedView noStore() {
        return new Nothing(new Resolution.NoStore(), OptionalInt.empty());
    }

    static LoadedView noView(FeatureStore store) {
        return new Nothing(new Resolution.NoView(store), OptionalInt.empty());
    }

    static LoadedView unusable(ViewRow view, Failure failure) {
        return new Nothing(new Resolution.Unusable(view.store().store(), failure), OptionalInt.of(view.id()));
    }

    static LoadedView groupDeleted(ViewRow view, String feature) {
        return new Nothing(new Resolution.GroupDeleted(view.store().store(), feature), OptionalInt.of(view.id()));
    }
}
