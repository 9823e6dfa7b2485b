package dev.featurestore.web.metrics;

import dev.featurestore.web.TraceParent;
import io.prometheus.metrics.tracer.common.SpanContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells Prometheus' client which trace a number that this thread records is of. Thread-safe. */
final class Exemplars implements SpanContext {
    private static final ThreadLocal<TraceParent> CURRENT = new ThreadLocal<>();

    /** Records something of that span. */
    void record(Optional<TraceParent> span, Runnable recording) {
        if (span.isEmpty() || !span.get().sampled()) {
            recording.run();
            return;
        }
        CURRENT.set(span.get());
        try {
            recording.run();
        } finally {
            CURRENT.remove();
        }
    }

    @Override
    public @Nullable String getCurrentTraceId() {
        @Nullable TraceParent span = CURRENT.get();
        return span == null ? null : span.traceId();
    }

    @Override
    public @Nullable String getCurrentSpanId() {
        @Nullable TraceParent span = CURRENT.get();
        return span == null ? null : span.spanId();
    }

    @Override
    public boolean isCurrentSpanSampled() {
        return CURRENT.get() != null;
    }

    @Override
    public void markCurrentSpanAsExemplar() {
        // Spans are sent when the request is over, and are kept as they are.
    }
}
