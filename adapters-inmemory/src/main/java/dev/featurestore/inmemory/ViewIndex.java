package dev.featurestore.inmemory;

import dev.featurestore.application.port.Deadline;
import dev.featurestore.application.port.FeatureViews;
import dev.featurestore.domain.view.FeatureStore;
import dev.featurestore.domain.view.FeatureViewName;
import dev.featurestore.inmemory.file.DataFile;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The feature views by name. Immutable. */
final class ViewIndex implements FeatureViews {
    private final Map<String, FeatureStore> stores = new HashMap<>();
    private final Map<FeatureViewName, Resolution> views = new HashMap<>();

    ViewIndex(DataFile data) {
        data.stores().forEach((name, store) -> stores.put(lower(name), store.store()));
        data.views().forEach((name, view) -> views.put(withLowerStore(name), view));
    }

    @Override
    public Resolution find(FeatureViewName name, Deadline deadline) {
        FeatureViewName lower = withLowerStore(name);
        @Nullable Resolution view = views.get(lower);
        if (view != null) {
            return view;
        }
        @Nullable FeatureStore store = stores.get(lower.store());
        return store == null ? new Resolution.NoStore() : new Resolution.NoView(store);
    }

    private static FeatureViewName withLowerStore(FeatureViewName name) {
        return new FeatureViewName(lower(name.store()), name.view(), name.version());
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
