package dev.featurestore.bootstrap.tracing;

import dev.featurestore.application.usecase.Stage;
import dev.featurestore.domain.Failure;
import dev.featurestore.web.TraceParent;
import dev.featurestore.web.exchange.AnsweredRequest;
import dev.featurestore.web.exchange.ExecutedStatement;
import dev.featurestore.web.exchange.RequestSpans;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Sends a span for each request, one for each of its stages, and one for each statement for its rows, by
 * OpenTelemetry's SDK, which its own environment variables configure. Spans are made when the request is over, from
 * what was measured anyway. Thread-safe.
 */
public final class OpenTelemetrySpans implements RequestSpans, AutoCloseable {
    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    private static final AttributeKey<String> REQUEST_ID = AttributeKey.stringKey("feature_store.request_id");
    private static final AttributeKey<String> VIEW = AttributeKey.stringKey("feature_store.view");
    private static final AttributeKey<Long> ENTRIES = AttributeKey.longKey("feature_store.entries");
    private static final AttributeKey<Long> CODE = AttributeKey.longKey("feature_store.error_code");
    private static final AttributeKey<String> DATABASE = AttributeKey.stringKey("db.system.name");
    private static final AttributeKey<Long> WAITED = AttributeKey.longKey("feature_store.waited_us");

    private static final int SERVER_ERROR = 500;
    private static final int STOP_SECONDS = 2;
    private static final Stage[] STAGES = Stage.values();

    private final OpenTelemetrySdk sdk;
    private final Tracer tracer;

    /** Over an SDK that is set up, and closed with this. */
    OpenTelemetrySpans(OpenTelemetrySdk sdk) {
        this.sdk = sdk;
        this.tracer = sdk.getTracer("dev.featurestore");
    }

    /** Whether the environment names a collector. */
    public static boolean wanted(Map<String, String> environment) {
        boolean named =
                !environment.getOrDefault("OTEL_EXPORTER_OTLP_ENDPOINT", "").isBlank()
                        || !environment
                                .getOrDefault("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "")
                                .isBlank();
        return named && !environment.getOrDefault("OTEL_SDK_DISABLED", "").equalsIgnoreCase("true");
    }

    /**
     * Sets up the SDK as the process's environment says.
     *
     * @throws io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException if that cannot be done
     */
    public static OpenTelemetrySpans open() {
        Map<String, String> defaults = Map.of(
                "otel.service.name", "feature-store-server",
                "otel.exporter.otlp.protocol", "http/protobuf",
                // Metrics and logs have ways of their own.
                "otel.metrics.exporter", "none",
                "otel.logs.exporter", "none");
        return new OpenTelemetrySpans(AutoConfiguredOpenTelemetrySdk.builder()
                .addPropertiesSupplier(() -> defaults)
                .disableShutdownHook()
                .build()
                .getOpenTelemetrySdk());
    }

    @Override
    public boolean wantsStatements() {
        return true;
    }

    @Override
    public Optional<TraceParent> keep(AnsweredRequest request) {
        Times times = new Times(Instant.now(), System.nanoTime());
        Span span = tracer.spanBuilder(request.endpoint().label())
                .setParent(request.parent().map(OpenTelemetrySpans::context).orElse(Context.root()))
                .setSpanKind(SpanKind.SERVER)
                .setStartTimestamp(times.at(times.nanoTime - request.nanos()))
                .startSpan();
        if (span.isRecording()) {
            describe(span, request);
            addStages(span, request, times);
        }
        span.end(times.now);
        SpanContext made = span.getSpanContext();
        return Optional.of(new TraceParent(made.getTraceId(), made.getSpanId(), made.isSampled()));
    }

    /** One moment on both clocks: all times of a request are told from it. */
    private record Times(Instant now, long nanoTime) {
        Instant at(long otherNanoTime) {
            return now.minusNanos(nanoTime - otherNanoTime);
        }
    }

    private static Context context(TraceParent parent) {
        TraceFlags flags = parent.sampled() ? TraceFlags.getSampled() : TraceFlags.getDefault();
        SpanContext remote =
                SpanContext.createFromRemoteParent(parent.traceId(), parent.spanId(), flags, TraceState.getDefault());
        return Context.root().with(Span.wrap(remote));
    }

    private static void describe(Span span, AnsweredRequest request) {
        span.setAttribute(METHOD, Failure.shortened(request.method()));
        span.setAttribute(STATUS, (long) request.status());
        span.setAttribute(REQUEST_ID, request.id());
        request.view().ifPresent(view -> {
            String store = Failure.shortened(view.store());
            span.setAttribute(VIEW, store + "/" + Failure.shortened(view.view()) + "/" + view.version());
            span.setAttribute(ENTRIES, (long) request.entries());
        });
        if (request.code() != 0) {
            span.setAttribute(CODE, (long) request.code());
        }
        if (request.status() >= SERVER_ERROR) {
            span.setStatus(StatusCode.ERROR);
        }
    }

    private void addStages(Span span, AnsweredRequest request, Times times) {
        Context parent = Context.root().with(span);
        for (Stage stage : STAGES) {
            if (request.nanos(stage) > 0) {
                Span child = tracer.spanBuilder(stage.label())
                        .setParent(parent)
                        .setStartTimestamp(times.at(request.begin(stage)))
                        .startSpan();
                if (stage == Stage.STORE && request.waitedNanos() > 0) {
                    child.setAttribute(WAITED, request.waitedNanos() / 1000);
                }
                if (stage == Stage.STORE) {
                    addStatements(child, request, times);
                }
                child.end(times.at(request.end(stage)));
            }
        }
    }

    private void addStatements(Span store, AnsweredRequest request, Times times) {
        Context parent = Context.root().with(store);
        for (ExecutedStatement statement : request.statements()) {
            tracer.spanBuilder(statement.kind())
                    .setParent(parent)
                    .setSpanKind(SpanKind.CLIENT)
                    .setAttribute(DATABASE, "mysql")
                    .setStartTimestamp(times.at(statement.begin()))
                    .startSpan()
                    .end(times.at(statement.end()));
        }
    }

    /** Sends what is left, for two seconds at most. */
    @Override
    public void close() {
        sdk.shutdown().join(STOP_SECONDS, TimeUnit.SECONDS);
    }
}
