package dev.featurestore.bootstrap;

import dev.featurestore.application.port.Deadline;
import dev.featurestore.application.port.OnlineStore;
import dev.featurestore.domain.vector.EntryKeys;
import dev.featurestore.domain.vector.EntryRows;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.web.metrics.Metrics;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** An online store whose calls are counted. Thread-safe. */
final class MeteredStore implements OnlineStore {
    private final OnlineStore store;
    private final Metrics metrics;

    MeteredStore(OnlineStore store, Metrics metrics) {
        this.store = store;
        this.metrics = metrics;
    }

    @Override
    public CompletableFuture<List<EntryRows>> read(FeatureView view, List<EntryKeys> entries, Deadline deadline) {
        long start = System.nanoTime();
        return store.read(view, entries, deadline)
                .whenComplete((rows, failure) ->
                        metrics.storeRead(keys(entries), failure == null, System.nanoTime() - start));
    }

    @Override
    public void verifyKeys(FeatureView view, Deadline deadline) {
        store.verifyKeys(view, deadline);
    }

    private static int keys(List<EntryKeys> entries) {
        int count = 0;
        for (int entry = 0; entry < entries.size(); entry++) {
            count += entries.get(entry).count();
        }
        return count;
    }
}
