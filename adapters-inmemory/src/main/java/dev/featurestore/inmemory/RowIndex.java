package dev.featurestore.inmemory;

import dev.featurestore.application.port.Deadline;
import dev.featurestore.application.port.FeatureViews.Resolution;
import dev.featurestore.application.port.OnlineStore;
import dev.featurestore.application.port.StoredKeys;
import dev.featurestore.domain.value.Value;
import dev.featurestore.domain.vector.EntryKeys;
import dev.featurestore.domain.vector.EntryRows;
import dev.featurestore.domain.vector.Key;
import dev.featurestore.domain.vector.Row;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.domain.view.Lookup;
import dev.featurestore.inmemory.file.DataFile;
import dev.featurestore.inmemory.file.FeatureGroupData;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The rows by view, look-up and key, cut to the columns that the look-up reads: serving a row allocates nothing.
 * Immutable.
 */
final class RowIndex implements OnlineStore, StoredKeys {
    private final Map<FeatureView, List<Map<Key, Row>>> rows = new HashMap<>();

    RowIndex(DataFile data) {
        Map<Integer, FeatureGroupData> groups = new HashMap<>();
        data.stores()
                .values()
                .forEach(store ->
                        store.groups().forEach(group -> groups.put(group.group().id(), group)));
        Map<List<Object>, Map<Key, Row>> cuts = new HashMap<>();
        data.views().values().forEach(resolution -> {
            if (resolution instanceof Resolution.Found found) {
                rows.put(
                        found.view(),
                        found.view().lookups().stream()
                                .map(lookup -> cuts.computeIfAbsent(
                                        List.of(lookup.group().id(), lookup.columns()), cut -> cut(groups, lookup)))
                                .toList());
            }
        });
    }

    private static Map<Key, Row> cut(Map<Integer, FeatureGroupData> groups, Lookup lookup) {
        @Nullable FeatureGroupData group = groups.get(lookup.group().id());
        if (group == null) {
            throw new IllegalStateException("no feature group " + lookup.group().id());
        }
        int[] columns = lookup.columns().stream()
                .mapToInt(column -> group.indexOf(column.name()))
                .toArray();
        Map<Key, Row> cut = new LinkedHashMap<>();
        group.rows().forEach((key, values) -> {
            List<Value> read = new ArrayList<>(columns.length);
            for (int column : columns) {
                read.add(values.get(column));
            }
            cut.put(key, new Row.Found(List.copyOf(read)));
        });
        return cut;
    }

    /** @throws IllegalArgumentException if the view is not one of this store's */
    @Override
    public CompletableFuture<List<EntryRows>> read(FeatureView view, List<EntryKeys> entries, Deadline deadline) {
        List<Map<Key, Row>> lookups = lookups(view);
        List<EntryRows> answer = new ArrayList<>(entries.size());
        for (EntryKeys entry : entries) {
            Row[] found = new Row[lookups.size()];
            for (int i = 0; i < found.length; i++) {
                Optional<Key> key = entry.of(i);
                found[i] = key.isEmpty() ? Row.NOT_READ : lookups.get(i).getOrDefault(key.get(), Row.MISSING);
            }
            answer.add(new EntryRows(List.of(found)));
        }
        return CompletableFuture.completedFuture(answer);
    }

    /** @throws IllegalArgumentException if the view is not one of this store's */
    @Override
    public List<Key> some(FeatureView view, Lookup lookup, int limit, Deadline deadline) {
        return lookups(view).get(lookup.position()).keySet().stream()
                .limit(limit)
                .toList();
    }

    private List<Map<Key, Row>> lookups(FeatureView view) {
        @Nullable List<Map<Key, Row>> lookups = rows.get(view);
        if (lookups == null) {
            throw new IllegalArgumentException("feature view " + view + " comes from another store");
        }
        return lookups;
    }
}
