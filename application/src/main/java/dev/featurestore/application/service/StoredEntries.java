package dev.featurestore.application.service;

import dev.featurestore.application.port.Deadline;
import dev.featurestore.application.port.OutdatedFeatureView;
import dev.featurestore.application.port.StoreFailure;
import dev.featurestore.application.port.StoredKeys;
import dev.featurestore.domain.value.KeyValue;
import dev.featurestore.domain.value.Value;
import dev.featurestore.domain.vector.Key;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.domain.view.Lookup;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Finds entries of a view for which there are rows, for examples. Thread-safe. */
final class StoredEntries {
    /** As many as the example of a batch has. */
    private static final int MAX_ENTRIES = 2;

    private final StoredKeys keys;

    StoredEntries(StoredKeys keys) {
        this.keys = keys;
    }

    /**
     * One small read for each feature group whose key no other group's gives. Groups with the longest keys come first:
     * what they refer to is more likely to be there than a row for what two others happen to have.
     *
     * @return values by entry name; fewer than are wanted, or with fewer names, where there are no rows or they cannot
     *     be read by the deadline
     */
    List<Map<String, Value>> of(FeatureView view, Deadline deadline) {
        List<Map<String, Value>> entries = IntStream.range(0, MAX_ENTRIES)
                .<Map<String, Value>>mapToObj(i -> new LinkedHashMap<>())
                .toList();
        Set<String> given = new HashSet<>();
        List<Lookup> longestFirst = view.lookups().stream()
                .filter(lookup -> !lookup.group().spine())
                .sorted(Comparator.comparing(lookup -> -lookup.key().size()))
                .toList();
        for (Lookup lookup : longestFirst) {
            List<String> names = lookup.key().stream()
                    .map(column -> view.entryNamesOf(column).get(0))
                    .toList();
            if (given.containsAll(names)) {
                continue;
            }
            List<Key> found = some(view, lookup, deadline);
            for (int i = 0; i < found.size(); i++) {
                add(names, found.get(i).parts(), entries.get(i));
            }
            given.addAll(names);
        }
        return entries.stream().filter(entry -> !entry.isEmpty()).toList();
    }

    private static void add(List<String> names, List<KeyValue> parts, Map<String, Value> entry) {
        for (int part = 0; part < names.size(); part++) {
            entry.putIfAbsent(names.get(part), parts.get(part).asSent());
        }
    }

    private List<Key> some(FeatureView view, Lookup lookup, Deadline deadline) {
        try {
            return keys.some(view, lookup, MAX_ENTRIES, deadline);
        } catch (StoreFailure | OutdatedFeatureView noExamples) {
            return List.of();
        }
    }
}
