package dev.featurestore.rondb.metadata;

import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.view.FeatureViewName;
import dev.featurestore.rondb.cache.Census;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names of all stores and views. */
final class ViewCensus implements Census<FeatureViewName, HeldView> {
    private static final String NAMES = "SELECT s.id AS store_id, s.name AS store_name, s.project_id,"
            + " v.name AS view_name, v.version FROM hopsworks.feature_store s"
            + " LEFT JOIN hopsworks.feature_view v ON v.feature_store_id = s.id";

    private final Map<String, StoreRow> stores = new HashMap<>();
    private final Set<FeatureViewName> views = new HashSet<>();

    private ViewCensus(List<Row> rows) {
        for (Row row : rows) {
            stores.putIfAbsent(row.store().name(), row.store());
            if (row.view() != null) {
                views.add(new FeatureViewName(row.store().name(), row.view(), row.version()));
            }
        }
    }

    /** Reads the names, in one statement. */
    static ViewCensus take(MetadataDatabase database) {
        return new ViewCensus(database.read(
                ErrorCode.FEATURE_VIEW_UNREADABLE,
                "Reading the names of all feature views",
                handle -> handle.createQuery(NAMES)
                        .map((row, context) ->
                                new Row(StoreRow.from(row), row.getString("view_name"), row.getInt("version")))
                        .list()));
    }

    @Override
    public Optional<HeldView> absence(FeatureViewName name) {
        @Nullable StoreRow store = stores.get(name.store());
        if (store == null) {
            return Optional.of(held(Finding.noStore()));
        }
        return views.contains(name) ? Optional.empty() : Optional.of(held(Finding.noView(store.store())));
    }

    private static HeldView held(Finding finding) {
        return new HeldView(finding, ((Finding.Nothing) finding).why());
    }

    private record Row(StoreRow store, @Nullable String view, int version) {}
}
