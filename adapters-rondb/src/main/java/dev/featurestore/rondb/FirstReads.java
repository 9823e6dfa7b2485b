package dev.featurestore.rondb;

import dev.featurestore.application.port.Deadline;
import dev.featurestore.application.port.FeatureViews.Resolution;
import dev.featurestore.domain.vector.EntryKeys;
import dev.featurestore.domain.vector.Key;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.domain.view.Lookup;
import dev.featurestore.rondb.callers.RonDbCallers;
import dev.featurestore.rondb.metadata.RonDbCatalogue;
import dev.featurestore.rondb.metadata.RonDbFeatureViews;
import dev.featurestore.rondb.rows.RonDbOnlineStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;

/**
 * What requests read, in their order: an API key with its rights, a feature view, and rows for a vector and for a
 * batch. What is found does not matter.
 */
record FirstReads(RonDbCallers callers, RonDbCatalogue catalogue, RonDbFeatureViews views, RonDbOnlineStore rows) {
    /** Some views cannot be served. */
    private static final int MAX_VIEWS = 3;

    private static final int ENTRIES = 2;

    /**
     * What to read, one after the other.
     *
     * @param keysRequired whether requests need API keys: if not, their tables may not be there, or not for this
     *     server's user
     */
    List<WarmUp.Read> all(boolean keysRequired) {
        List<WarmUp.Read> reads = new ArrayList<>();
        if (keysRequired) {
            reads.add(new WarmUp.Read("API keys", true, callers::readNobodys));
        }
        reads.add(new WarmUp.Read("feature views", true, this::view));
        reads.add(new WarmUp.Read(
                "feature rows", false, deadline -> view(deadline).ifPresent(view -> read(view, deadline))));
        return reads;
    }

    private Optional<FeatureView> view(Deadline deadline) {
        return catalogue.newest(MAX_VIEWS, deadline).stream()
                .map(views::read)
                .filter(Resolution.Found.class::isInstance)
                .findFirst()
                .map(found -> ((Resolution.Found) found).view());
    }

    private void read(FeatureView view, Deadline deadline) {
        List<List<Key>> keys = view.lookups().stream()
                .map(lookup -> keys(view, lookup, deadline))
                .toList();
        List<EntryKeys> entries = IntStream.range(0, ENTRIES)
                .mapToObj(entry ->
                        new EntryKeys(keys.stream().map(some -> at(some, entry)).toList()))
                .filter(EntryKeys::any)
                .toList();
        for (int size = 1; size <= entries.size(); size++) {
            read(view, entries.subList(0, size), deadline);
        }
    }

    private List<Key> keys(FeatureView view, Lookup lookup, Deadline deadline) {
        return lookup.group().spine() ? List.of() : rows.some(view, lookup, ENTRIES, deadline);
    }

    private static Optional<Key> at(List<Key> keys, int index) {
        return index < keys.size() ? Optional.of(keys.get(index)) : Optional.empty();
    }

    private void read(FeatureView view, List<EntryKeys> entries, Deadline deadline) {
        try {
            rows.read(view, entries, deadline).join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failed;
        }
    }
}
