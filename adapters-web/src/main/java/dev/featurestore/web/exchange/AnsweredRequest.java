package dev.featurestore.web.exchange;

import dev.featurestore.application.usecase.Stage;
import dev.featurestore.domain.view.FeatureViewName;
import dev.featurestore.web.Endpoint;
import dev.featurestore.web.TraceParent;
import java.util.List;
import java.util.Optional;

/** A request that has been answered, for {@link RequestSpans}. Valid for as long as {@link RequestSpans#keep} runs. */
public final class AnsweredRequest {
    private final Optional<TraceParent> parent;
    private final Endpoint endpoint;
    private final String method;
    private final int status;
    private final int code;
    private final String id;
    private final long nanos;
    private final Optional<RequestTrace> trace;

    AnsweredRequest(
            Optional<TraceParent> parent,
            Endpoint endpoint,
            String method,
            int status,
            int code,
            String id,
            long nanos,
            Optional<RequestTrace> trace) {
        this.parent = parent;
        this.endpoint = endpoint;
        this.method = method;
        this.status = status;
        this.code = code;
        this.id = id;
        this.nanos = nanos;
        this.trace = trace;
    }

    /** The span that the client sent the request from. */
    public Optional<TraceParent> parent() {
        return parent;
    }

    /** Which endpoint it was for. */
    public Endpoint endpoint() {
        return endpoint;
    }

    /** The HTTP method, as sent. */
    public String method() {
        return method;
    }

    /** The status of the answer. */
    public int status() {
        return status;
    }

    /** The code of the error it was answered with; 0 if it was none. */
    public int code() {
        return code;
    }

    /** The request id. */
    public String id() {
        return id;
    }

    /** How long it took from its headers to the end of its answer, which is now. */
    public long nanos() {
        return nanos;
    }

    /** How long a stage took: 0 if it was not entered, as in requests for something else than vectors. */
    public long nanos(Stage stage) {
        return trace.map(known -> known.nanos(stage)).orElse(0L);
    }

    /** When a stage that took some time was entered first, by {@link System#nanoTime}. */
    public long begin(Stage stage) {
        return trace.map(known -> known.begin(stage)).orElse(0L);
    }

    /** When it was left last. */
    public long end(Stage stage) {
        return trace.map(known -> known.end(stage)).orElse(0L);
    }

    /** How long it waited for other requests, as a part of {@link Stage#STORE}. */
    public long waitedNanos() {
        return trace.map(RequestTrace::waitedNanos).orElse(0L);
    }

    /**
     * The statements for its rows, if {@link RequestSpans#wantsStatements}. Those of a shared read are given to the
     * request whose deadline was the last.
     */
    public List<ExecutedStatement> statements() {
        return trace.map(RequestTrace::statements).orElse(List.of());
    }

    /** The view that was asked for, as the client wrote it; empty if none was. */
    public Optional<FeatureViewName> view() {
        return trace.flatMap(RequestTrace::asked);
    }

    /** How many vectors were asked for. */
    public int entries() {
        return trace.map(RequestTrace::entries).orElse(0);
    }
}
