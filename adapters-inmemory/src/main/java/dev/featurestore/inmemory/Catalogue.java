package dev.featurestore.inmemory;

import static java.util.Comparator.comparing;

import dev.featurestore.application.port.Deadline;
import dev.featurestore.application.port.FeatureStoreCatalogue;
import dev.featurestore.domain.view.FeatureStore;
import dev.featurestore.inmemory.file.DataFile;
import dev.featurestore.inmemory.file.FeatureStoreData;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The names of stores and views. Immutable. */
final class Catalogue implements FeatureStoreCatalogue {
    private final List<FeatureStore> stores;
    private final Map<String, Views> views = new TreeMap<>();

    Catalogue(DataFile data) {
        Map<String, List<ViewVersion>> byStore = new TreeMap<>();
        data.views()
                .keySet()
                .forEach(view -> byStore.computeIfAbsent(view.store(), store -> new ArrayList<>())
                        .add(new ViewVersion(view.view(), view.version())));
        this.stores = data.stores().values().stream()
                .map(FeatureStoreData::store)
                .sorted(comparing(FeatureStore::name))
                .limit(MAX_LISTED)
                .toList();
        data.stores().values().stream().map(FeatureStoreData::store).forEach(store -> {
            List<ViewVersion> ofStore = byStore.getOrDefault(store.name(), List.of());
            views.put(
                    lower(store.name()),
                    new Views(store, ofStore.stream().sorted().limit(MAX_LISTED).toList()));
        });
    }

    @Override
    public List<FeatureStore> stores(Deadline deadline) {
        return stores;
    }

    @Override
    public Optional<Views> viewsOf(String store, Deadline deadline) {
        return Optional.ofNullable(views.get(lower(store)));
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
