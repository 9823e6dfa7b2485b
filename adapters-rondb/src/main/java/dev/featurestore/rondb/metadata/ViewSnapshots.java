package dev.featurestore.rondb.metadata;

import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.view.FeatureViewName;
import dev.featurestore.rondb.cache.KeySnapshot;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names of all stores and views. */
final class ViewSnapshots implements KeySnapshot<FeatureViewName, CachedView> {
    private static final String NAMES = "SELECT s.id AS store_id, s.name AS store_name, s.project_id,"
            + " v.name AS view_name, v.version FROM hopsworks.feature_store s"
            + " LEFT JOIN hopsworks.feature_view v ON v.feature_store_id = s.id";

    private final Map<String, StoreRow> stores = new HashMap<>();
    private final Set<FeatureViewName> views = new HashSet<>();

    private ViewSnapshots(List<Row> rows) {
        for (Row row : rows) {
            stores.putIfAbsent(row.store().name(), row.store());
            if (row.view() != null) {
                views.add(new FeatureViewName(row.store().name(), row.view(), row.version()));
            }
        }
    }

    /** Reads the names, in one statement. */
    static ViewSnapshots take(MetadataDatabase database) {
        return new ViewSnapshots(database.read(
                ErrorCode.FEATURE_VIEW_UNREADABLE,
                "Reading the names of all feature views",
                handle -> handle.createQuery(NAMES)
                        .map((row, context) ->
                                new Row(StoreRow.from(row), row.getString("view_name"), row.getInt("version")))
                        .list()));
    }

    @Override
    public Optional<CachedView> absence(FeatureViewName name) {
        @Nullable StoreRow store = stores.get(name.store());
        if (store == null) {
            return Optional.of(cached(LoadedView.noStore()));
        }
        return views.contains(name) ? Optional.empty() : Optional.of(cached(LoadedView.noView(store.store())));
    }

    private static CachedView cached(LoadedView loaded) {
        return new CachedView(loaded, ((LoadedView.Nothing) loaded).why());
    }

    private record Row(StoreRow store, @Nullable String view, int version) {}
}
