package dev.featurestore.web.metrics;

import dev.featurestore.application.usecase.Stage;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.web.Endpoint;
import dev.featurestore.web.TraceParent;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * The server's metrics. What is counted with each request is looked up once and kept, and labels take few values, so
 * that counting costs very little. Thread-safe.
 */
public final class Metrics implements AutoCloseable {
    /** Prometheus' text format. */
    public static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    /** OpenMetrics, which has exemplars: of latencies, the trace of one request each. */
    public static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    /** How many views have numbers of their own; all others share one. */
    private static final int MAX_VIEWS = 200;

    /** How many features have numbers of their own, over all views; what the others hold is not counted. */
    private static final int MAX_FEATURES = 2000;

    private static final Duration[] LATENCIES = {
        Duration.ofNanos(500_000),
        Duration.ofMillis(1),
        Duration.ofNanos(2_500_000),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500)
    };
    private static final double[] SIZES = {1, 10, 50, 100, 250, 500, 1000};

    private final Exemplars exemplars = new Exemplars();
    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, new PrometheusRegistry(), Clock.SYSTEM, exemplars);
    private final Map<RequestKey, Timer> requests = new ConcurrentHashMap<>();
    private final Map<ViewKey, ViewVectors> views = new ConcurrentHashMap<>();
    private final FeatureBudget features = new FeatureBudget(MAX_FEATURES);
    private final ViewVectors otherViews =
            new ViewVectors(registry, tags("other", "other", "other"), new FeatureBudget(0));
    private final LongAdder[] stageNanos = new LongAdder[Stage.values().length];
    private final DistributionSummary batchEntries;
    private final DistributionSummary storeKeys;
    private final Timer storeReads;
    private final Timer storeFailures;
    private Optional<JvmGcMetrics> collections = Optional.empty();

    private record RequestKey(Endpoint endpoint, int status, int code) {}

    private record ViewKey(String store, String view, int version) {}

    /** Metrics of requests and reads; those of the JVM only after {@link #observeJvm}. */
    public Metrics() {
        this.batchEntries = summary("feature_store_batch_entries", "Entries in one batch.");
        this.storeKeys = summary("feature_store_store_keys", "Keys looked up in one call of the online store.");
        this.storeReads = storeTimer("ok");
        this.storeFailures = storeTimer("failed");
        for (Stage stage : Stage.values()) {
            LongAdder nanos = new LongAdder();
            stageNanos[stage.index()] = nanos;
            FunctionCounter.builder("feature_store_stage_seconds", nanos, sum -> sum.sum() / 1e9)
                    .description("Time that requests for vectors spent in each stage.")
                    .tag("stage", stage.label())
                    .register(registry);
        }
    }

    private DistributionSummary summary(String name, String description) {
        return DistributionSummary.builder(name)
                .description(description)
                .serviceLevelObjectives(SIZES)
                .register(registry);
    }

    private Timer storeTimer(String outcome) {
        return Timer.builder("feature_store_store_read_seconds")
                .description("Duration of one call of the online store.")
                .tag("outcome", outcome)
                .serviceLevelObjectives(LATENCIES)
                .register(registry);
    }

    /** Where other parts put numbers of their own. */
    public MeterRegistry registry() {
        return registry;
    }

    /** Measures heap, garbage collection, threads, CPU and process from now on. */
    public synchronized void observeJvm() {
        JvmGcMetrics gc = new JvmGcMetrics();
        gc.bindTo(registry);
        collections = Optional.of(gc);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
    }

    /**
     * Counts a request that has been answered.
     *
     * @param code of the error it was answered with; 0 if it was none
     * @param span whose exemplar it may become
     */
    public void request(Endpoint endpoint, int status, int code, long nanos, Optional<TraceParent> span) {
        RequestKey key = new RequestKey(endpoint, status, code);
        Timer timer = requests.get(key);
        if (timer == null) {
            timer = requests.computeIfAbsent(key, ignored -> requestTimer(endpoint, status, code));
        }
        Timer of = timer;
        exemplars.record(span, () -> of.record(nanos, TimeUnit.NANOSECONDS));
    }

    private Timer requestTimer(Endpoint endpoint, int status, int code) {
        return Timer.builder("feature_store_request_seconds")
                .description("Duration of requests, from their head to the end of their answer.")
                .tag("endpoint", endpoint.label())
                .tag("status", Integer.toString(status))
                .tag("code", Integer.toString(code))
                .serviceLevelObjectives(LATENCIES)
                .register(registry);
    }

    /** Adds to the time that requests spent in a stage. */
    public void stage(Stage stage, long nanos) {
        stageNanos[stage.index()].add(nanos);
    }

    /** Counts the entries of a batch. */
    public void batch(int entries) {
        batchEntries.record(entries);
    }

    /** Counts the vectors that a request was answered with. */
    public void vectors(VectorCounts counts) {
        FeatureView view = counts.view();
        ViewVectors counters = views.get(key(view));
        if (counters == null) {
            counters =
                    views.size() < MAX_VIEWS ? views.computeIfAbsent(key(view), key -> countersOf(view)) : otherViews;
        }
        counters.add(counts);
    }

    /** Vectors of a view served so far; 0 if it is not counted by itself. */
    public long served(FeatureView view) {
        ViewVectors counters = views.get(key(view));
        return counters == null ? 0 : counters.served();
    }

    /** What was seen of a feature of a view; empty if nothing was, or if it is not counted by itself. */
    public Optional<FeatureCounts> feature(FeatureView view, String feature) {
        ViewVectors counters = views.get(key(view));
        return counters == null ? Optional.empty() : counters.feature(feature);
    }

    private static ViewKey key(FeatureView view) {
        return new ViewKey(view.store().name(), view.name(), view.version());
    }

    private ViewVectors countersOf(FeatureView view) {
        return new ViewVectors(
                registry, tags(view.store().name(), view.name(), Integer.toString(view.version())), features);
    }

    private static Tags tags(String store, String view, String version) {
        return Tags.of("store", store, "view", view, "version", version);
    }

    /**
     * Counts a call of the online store.
     *
     * @param keys how many it looked up
     * @param succeeded whether it brought rows, and did not fail
     */
    public void storeRead(int keys, boolean succeeded, long nanos) {
        storeKeys.record(keys);
        (succeeded ? storeReads : storeFailures).record(nanos, TimeUnit.NANOSECONDS);
    }

    /**
     * Writes all of them.
     *
     * @param format {@link #TEXT} or {@link #OPEN_METRICS}
     */
    public void writeTo(OutputStream out, String format) throws IOException {
        registry.scrape(out, format);
    }

    @Override
    public synchronized void close() {
        collections.ifPresent(JvmGcMetrics::close);
        registry.close();
    }
}
