package dev.featurestore.inmemory;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.featurestore.application.port.Callers;
import dev.featurestore.application.port.Deadline;
import dev.featurestore.application.port.FeatureStoreCatalogue;
import dev.featurestore.application.port.FeatureViews;
import dev.featurestore.application.port.OnlineStore;
import dev.featurestore.application.port.StoredKeys;
import dev.featurestore.domain.access.ApiKey;
import dev.featurestore.domain.access.Caller;
import dev.featurestore.domain.value.Value;
import dev.featurestore.domain.vector.EntryKeys;
import dev.featurestore.domain.vector.EntryRows;
import dev.featurestore.domain.vector.Key;
import dev.featurestore.domain.vector.Row;
import dev.featurestore.domain.view.FeatureStore;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.domain.view.FeatureViewName;
import dev.featurestore.domain.view.Lookup;
import dev.featurestore.domain.view.ValueColumn;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * The smallest adapter: all ports over maps, written from the ports' and the domain's Javadoc alone. It shows what a
 * new store adapter has to do, and that the ports say it all. To be filled before it is used.
 */
final class MapStore implements FeatureViews, OnlineStore, StoredKeys, Callers, FeatureStoreCatalogue {
    private final Map<String, FeatureStore> stores = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<FeatureViewName, Resolution> views = new HashMap<>();
    private final Map<Integer, Map<Key, Map<String, Value>>> groups = new HashMap<>();
    private final Map<String, ApiKey> keys = new HashMap<>();
    private final Map<ApiKey, Caller> owners = new HashMap<>();

    void add(FeatureStore store) {
        stores.put(store.name(), store);
    }

    void add(FeatureViewName name, Resolution view) {
        views.put(lower(name), view);
    }

    /** A row of a feature group: the values by column. */
    void add(int group, Key key, Map<String, Value> row) {
        groups.computeIfAbsent(group, id -> new HashMap<>()).put(key, row);
    }

    void add(ApiKey key, Caller owner) {
        keys.put(key.prefix(), key);
        owners.put(key, owner);
    }

    @Override
    public Resolution find(FeatureViewName name, Deadline deadline) {
        Optional<FeatureStore> store = Optional.ofNullable(stores.get(name.store()));
        return store.map(found -> views.getOrDefault(lower(name), new Resolution.NoView(found)))
                .orElse(new Resolution.NoStore());
    }

    @Override
    public CompletableFuture<List<EntryRows>> read(FeatureView view, List<EntryKeys> entries, Deadline deadline) {
        return CompletableFuture.completedFuture(
                entries.stream().map(entry -> read(view, entry)).toList());
    }

    @Override
    public List<Key> some(FeatureView view, Lookup lookup, int most, Deadline deadline) {
        return groups.getOrDefault(lookup.group().id(), Map.of()).keySet().stream()
                .limit(most)
                .toList();
    }

    private EntryRows read(FeatureView view, EntryKeys entry) {
        return new EntryRows(view.lookups().stream()
                .map(lookup -> entry.of(lookup.position())
                        .map(key -> read(lookup, key))
                        .orElse(Row.NOT_READ))
                .toList());
    }

    private Row read(Lookup lookup, Key key) {
        return Optional.ofNullable(
                        groups.getOrDefault(lookup.group().id(), Map.of()).get(key))
                .<Row>map(row -> new Row.Found(lookup.columns().stream()
                        .map(ValueColumn::name)
                        .map(row::get)
                        .toList()))
                .orElse(Row.MISSING);
    }

    @Override
    public Optional<Caller> byApiKey(ApiKey key, Deadline deadline) {
        String known =
                Optional.ofNullable(keys.get(key.prefix())).map(ApiKey::secret).orElse("");
        boolean same = MessageDigest.isEqual(known.getBytes(UTF_8), key.secret().getBytes(UTF_8));
        return same ? Optional.ofNullable(owners.get(key)) : Optional.empty();
    }

    @Override
    public List<FeatureStore> stores(Deadline deadline) {
        return List.copyOf(stores.values());
    }

    @Override
    public Optional<Views> viewsOf(String store, Deadline deadline) {
        return Optional.ofNullable(stores.get(store)).map(found -> {
            List<ViewVersion> versions = new ArrayList<>();
            for (FeatureViewName name : views.keySet()) {
                if (name.store().equals(lower(found.name()))) {
                    versions.add(new ViewVersion(name.view(), name.version()));
                }
            }
            return new Views(found, versions.stream().sorted().limit(MAX_LISTED).toList());
        });
    }

    private static FeatureViewName lower(FeatureViewName name) {
        return new FeatureViewName(lower(name.store()), name.view(), name.version());
    }

    private static String lower(String store) {
        return store.toLowerCase(Locale.ROOT);
    }
}
