package dev.featurestore.web.metrics;

import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.domain.view.VectorFeature;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Counts the vectors of one feature view by their status, and what their features hold. Thread-safe. */
final class ViewVectors {
    private final MeterRegistry registry;
    private final Tags tags;
    private final FeatureBudget budget;
    private final Counter complete;
    private final Counter missing;
    private final Counter failed;
    private final Map<String, FeatureCounts> features = new ConcurrentHashMap<>();

    /** @param budget how many more features may be counted by themselves */
    ViewVectors(MeterRegistry registry, Tags view, FeatureBudget budget) {
        this.registry = registry;
        this.tags = view;
        this.budget = budget;
        this.complete = counter("complete");
        this.missing = counter("missing");
        this.failed = counter("error");
    }

    private Counter counter(String status) {
        return Counter.builder("feature_store_vectors")
                .description("Vectors served, by feature view and status.")
                .tags(tags)
                .tag("status", status)
                .register(registry);
    }

    void add(VectorCounts counts) {
        add(complete, counts.complete());
        add(missing, counts.missing());
        add(failed, counts.failed());
        if (counts.ofFeatures()) {
            addFeatures(counts);
        }
    }

    private static void add(Counter counter, int count) {
        if (count > 0) {
            counter.increment(count);
        }
    }

    /** By name: two positions of one name count together. */
    private void addFeatures(VectorCounts counts) {
        FeatureView view = counts.view();
        for (int position = 0; position < view.features().size(); position++) {
            int nulls = counts.nulls(position);
            int missingRows = counts.missingRows(position);
            int passed = counts.passed(position);
            if (nulls + missingRows + passed > 0) {
                @Nullable FeatureCounts feature = feature(view.features().get(position));
                if (feature != null) {
                    feature.add(nulls, missingRows, passed);
                }
            }
        }
    }

    /** Null if no further feature is to be counted. */
    private @Nullable FeatureCounts feature(VectorFeature feature) {
        @Nullable FeatureCounts known = features.get(feature.name());
        if (known == null && budget.take()) {
            return features.computeIfAbsent(feature.name(), name -> new FeatureCounts(registry, tags, name));
        }
        return known;
    }

    /** Vectors served so far, those of failed entries not included. */
    long served() {
        return (long) (complete.count() + missing.count());
    }

    /** Empty if nothing was seen of it, or if it is not counted. */
    Optional<FeatureCounts> feature(String name) {
        return Optional.ofNullable(features.get(name));
    }
}
