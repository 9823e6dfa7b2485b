package dev.featurestore.rondb.metadata;

import static java.util.Comparator.comparing;

import dev.featurestore.application.port.Deadline;
import dev.featurestore.application.port.FeatureStoreCatalogue;
import dev.featurestore.application.port.StoreFailure;
import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.view.FeatureStore;
import dev.featurestore.domain.view.FeatureViewName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The names of stores and views, read from the metadata each time, as they are not asked for often. Thread-safe. */
public final class RonDbCatalogue implements FeatureStoreCatalogue {
    private final MetadataDatabase database;
    private final ViewTables tables;

    /** Over the metadata; reads nothing yet. */
    public RonDbCatalogue(MetadataDatabase database) {
        this.database = database;
        this.tables = new ViewTables(database);
    }

    @Override
    public List<FeatureStore> stores(Deadline deadline) {
        return database
                .read(
                        ErrorCode.FEATURE_STORE_UNREADABLE,
                        "Reading the names of all feature stores",
                        deadline,
                        handle -> handle.createQuery("SELECT s.id AS store_id, s.name AS store_name, s.project_id"
                                        + " FROM hopsworks.feature_store s ORDER BY s.name LIMIT " + MAX_LISTED)
                                .map((row, context) -> StoreRow.from(row).store())
                                .list())
                .stream()
                .sorted(comparing(FeatureStore::name))
                .toList();
    }

    @Override
    public Optional<Views> viewsOf(String store, Deadline deadline) {
        String lowerCase = store.toLowerCase(Locale.ROOT);
        return Names.canBeStore(store)
                ? tables.store(lowerCase, "Reading feature store " + lowerCase, deadline)
                        .map(row -> new Views(row.store(), views(row.store(), deadline)))
                : Optional.empty();
    }

    /**
     * The feature views that were created last, of whatever store.
     *
     * @param limit how many at most
     * @throws StoreFailure if they cannot be read by the deadline
     */
    public List<FeatureViewName> newest(int limit, Deadline deadline) {
        return database.read(
                ErrorCode.FEATURE_VIEW_UNREADABLE,
                "Reading the names of the newest feature views",
                deadline,
                handle -> handle.createQuery("SELECT s.name, v.name, v.version FROM hopsworks.feature_view v"
                                + " JOIN hopsworks.feature_store s ON s.id = v.feature_store_id"
                                + " ORDER BY v.id DESC LIMIT " + limit)
                        .map((row, context) -> new FeatureViewName(row.getString(1), row.getString(2), row.getInt(3)))
                        .list());
    }

    private List<ViewVersion> views(FeatureStore store, Deadline deadline) {
        return database
                .read(
                        ErrorCode.FEATURE_VIEW_UNREADABLE,
                        "Reading the names of the feature views of " + store.name(),
                        deadline,
                        handle -> handle.createQuery("SELECT v.name, v.version FROM hopsworks.feature_view v"
                                        + " WHERE v.feature_store_id = :store ORDER BY v.name, v.version LIMIT "
                                        + MAX_LISTED)
                                .bind("store", store.id())
                                .map((row, context) -> new ViewVersion(row.getString(1), row.getInt(2)))
                                .list())
                .stream()
                .sorted()
                .toList();
    }
}
