package dev.featurestore.web.exchange;

import dev.featurestore.application.usecase.Stage;
import dev.featurestore.domain.Failure;
import dev.featurestore.domain.view.FeatureViewName;
import dev.featurestore.web.TraceParent;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * What the log says of a request: the argument of its log event, for whoever writes logs in a form of its own. Its text
 * is made when it is asked for. Headers, query and values are not in it: they may hold secrets. Immutable.
 */
public final class AccessLogLine {
    private final Map<String, Object> fields = new LinkedHashMap<>();
    private final String method;
    private final String path;

    AccessLogLine(String method, String path, int status, Optional<Integer> code, String id, long micros) {
        this.method = Failure.shortened(method);
        this.path = Failure.shortened(path);
        fields.put("status", status);
        fields.put("code", code.map(Object.class::cast).orElse("-"));
        fields.put("id", id);
        fields.put("us", micros);
    }

    /** Adds the trace that the request is part of. */
    AccessLogLine with(TraceParent span) {
        fields.put("trace", span.traceId());
        return this;
    }

    /** Adds what is known of a request for vectors. */
    AccessLogLine with(RequestTrace trace) {
        fields.put("key", trace.keyPrefix());
        trace.asked().ifPresent(view -> {
            fields.put("view", text(view));
            fields.put("entries", trace.entries());
        });
        trace.served().ifPresent(vectors -> {
            fields.put("complete", vectors.complete());
            fields.put("missing", vectors.missing());
            fields.put("error", vectors.failed());
        });
        for (Stage stage : Stage.values()) {
            if (trace.nanos(stage) > 0) {
                fields.put(stage.label() + "_us", trace.nanos(stage) / 1000);
            }
        }
        if (trace.waitedNanos() > 0) {
            fields.put("wait_us", trace.waitedNanos() / 1000);
        }
        return this;
    }

    private static String text(FeatureViewName view) {
        return Failure.shortened(view.store()) + "/" + Failure.shortened(view.view()) + "/" + view.version();
    }

    /** The method and the path. */
    public String what() {
        return method + " " + path;
    }

    /** Everything else: texts and numbers by their names. */
    public Map<String, Object> fields() {
        return Collections.unmodifiableMap(fields);
    }

    /** One line, whatever a client put into its names. */
    @Override
    public String toString() {
        StringJoiner line = new StringJoiner(" ");
        line.add(printable(what()));
        fields.forEach((name, value) ->
                line.add(name + "=" + printable(value.toString()).replace(' ', '_')));
        return line.toString();
    }

    private static String printable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return text.replaceAll("[^ -~]", "?");
            }
        }
        return text;
    }
}
