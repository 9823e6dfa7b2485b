package dev.featurestore.web.exchange;

import dev.featurestore.application.usecase.Stage;
import dev.featurestore.web.Endpoint;
import dev.featurestore.web.TraceParent;
import dev.featurestore.web.metrics.Metrics;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.slf4j.Logger;

/** What is noted of every request when it has been answered: its line in the log, and the metrics. Thread-safe. */
public final class AccessLog implements RequestLog {
    /** The request attribute that holds the code of the error it was answered with; absent if there was none. */
    public static final String CODE = "dev.featurestore.web.code";

    private static final Stage[] STAGES = Stage.values();

    private final Logger log;
    private final Metrics metrics;
    private final RequestSpans spans;
    private final RequestRecorder recorder = new RequestRecorder();
    private final long slowNanos;

    /** @param slowAfter from when on a request is logged as a warning; zero: never */
    public AccessLog(Logger log, Metrics metrics, RequestSpans spans, Duration slowAfter) {
        this.log = log;
        this.metrics = metrics;
        this.spans = spans;
        this.slowNanos = slowAfter.isZero() ? Long.MAX_VALUE : slowAfter.toNanos();
    }

    @Override
    public void log(Request request, Response response) {
        long nanos = System.nanoTime() - request.getHeadersNanoTime();
        String path = String.valueOf(request.getHttpURI().getPath());
        Optional<RequestTrace> trace = RequestTrace.of(request);
        trace.ifPresent(RequestTrace::leave);
        int code = request.getAttribute(CODE) instanceof Integer number ? number : 0;
        Endpoint endpoint = Endpoint.of(request.getMethod(), path);
        Optional<TraceParent> span = spans.keep(answered(request, endpoint, response, code, nanos, trace));
        metrics.request(endpoint, response.getStatus(), code, nanos, span);
        measure(endpoint, trace);
        if (trace.flatMap(RequestTrace::asked).isPresent()) { // what was not read to its end may be no JSON
            recorder.record(request, path);
        }
        if (nanos >= slowNanos && !isClientsFault(response.getStatus())) {
            log.warn("slow: {}", line(request, path, response, code, nanos, trace, span));
        } else if (log.isInfoEnabled()) {
            log.info("{}", line(request, path, response, code, nanos, trace, span));
        }
    }

    /** Whoever sends slowly what is refused, perhaps without a key, must not fill the log with warnings. */
    private static boolean isClientsFault(int status) {
        return status >= 400 && status < 500;
    }

    private static AnsweredRequest answered(
            Request request, Endpoint endpoint, Response response, int code, long nanos, Optional<RequestTrace> trace) {
        return new AnsweredRequest(
                TraceParent.of(request.getHeaders().get(TraceParent.HEADER)),
                endpoint,
                request.getMethod(),
                response.getStatus(),
                code,
                String.valueOf(response.getHeaders().get(RequestIds.HEADER)),
                nanos,
                trace);
    }

    private void measure(Endpoint endpoint, Optional<RequestTrace> trace) {
        if (trace.isPresent()) {
            RequestTrace known = trace.get();
            for (Stage stage : STAGES) {
                metrics.stage(stage, known.nanos(stage));
            }
            if (endpoint == Endpoint.BATCH_FEATURE_STORE && known.entries() > 0) {
                metrics.batch(known.entries());
            }
            known.served().ifPresent(metrics::vectors);
        }
    }

    private static AccessLogLine line(
            Request request,
            String path,
            Response response,
            int code,
            long nanos,
            Optional<RequestTrace> trace,
            Optional<TraceParent> span) {
        AccessLogLine line = new AccessLogLine(
                request.getMethod(),
                path,
                response.getStatus(),
                code == 0 ? Optional.empty() : Optional.of(code),
                String.valueOf(response.getHeaders().get(RequestIds.HEADER)),
                nanos / 1000);
        span.ifPresent(line::with);
        return trace.map(line::with).orElse(line);
    }
}
