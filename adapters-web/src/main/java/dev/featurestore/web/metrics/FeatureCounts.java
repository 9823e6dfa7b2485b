package dev.featurestore.web.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.concurrent.atomic.LongAdder;

/**
 * What was seen of one feature since the server started. A number is among the metrics from its first count on.
 * Thread-safe.
 */
public final class FeatureCounts {
    private final Kind nulls;
    private final Kind missing;
    private final Kind passed;

    FeatureCounts(MeterRegistry registry, Tags ofView, String feature) {
        Tags tags = ofView.and("feature", feature);
        this.nulls = new Kind(registry, tags.and("kind", "null"));
        this.missing = new Kind(registry, tags.and("kind", "missing"));
        this.passed = new Kind(registry, tags.and("kind", "passed"));
    }

    /** How often it was null although its row was there. */
    public long nulls() {
        return nulls.count.sum();
    }

    /** How often it was null because there was no row. */
    public long missing() {
        return missing.count.sum();
    }

    /** How often the client passed it. */
    public long passed() {
        return passed.count.sum();
    }

    void add(int ofNulls, int ofMissing, int ofPassed) {
        nulls.add(ofNulls);
        missing.add(ofMissing);
        passed.add(ofPassed);
    }

    private static final class Kind {
        private final LongAdder count = new LongAdder();
        private final MeterRegistry registry;
        private final Tags tags;
        private volatile boolean registered;

        Kind(MeterRegistry registry, Tags tags) {
            this.registry = registry;
            this.tags = tags;
        }

        void add(int more) {
            if (more > 0) {
                count.add(more);
                if (!registered) {
                    register();
                }
            }
        }

        private void register() {
            FunctionCounter.builder("feature_store_feature_values", count, LongAdder::sum)
                    .description("Values of a feature that were null, whose row was missing, or that were passed.")
                    .tags(tags)
                    .register(registry);
            registered = true;
        }
    }
}
