package dev.featurestore.web.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts the vectors of one feature view by their status. Thread-safe. */
final class ViewVectors {
    private final Counter complete;
    private final Counter missing;
    private final Counter failed;

    ViewVectors(MeterRegistry registry, String store, String view, String version) {
        this.complete = counter(registry, store, view, version, "complete");
        this.missing = counter(registry, store, view, version, "missing");
        this.failed = counter(registry, store, view, version, "error");
    }

    private static Counter counter(MeterRegistry registry, String store, String view, String version, String status) {
        return Counter.builder("feature_store_vectors")
                .description("Vectors served, by feature view and status.")
                .tag("store", store)
                .tag("view", view)
                .tag("version", version)
                .tag("status", status)
                .register(registry);
    }

    void add(int ofComplete, int ofMissing, int ofFailed) {
        add(complete, ofComplete);
        add(missing, ofMissing);
        add(failed, ofFailed);
    }

    private static void add(Counter counter, int count) {
        if (count > 0) {
            counter.increment(count);
        }
    }
}
