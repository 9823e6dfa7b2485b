package dev.featurestore.web.exchange;

import dev.featurestore.application.usecase.Stage;
import dev.featurestore.domain.Failure;
import dev.featurestore.domain.view.FeatureViewName;
import dev.featurestore.web.TraceParent;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the log says of a request: the argument of its log event, so that an encoder can write its fields in another
 * form. Its text is made when it is asked for. Headers, query and values are not in it: they may hold secrets.
 * Immutable.
 */
public final class AccessLogLine {
    private static final int USUAL_LENGTH = 256;
    private static final Map<Stage, String> STAGE_FIELDS = new EnumMap<>(Stage.class);

    static {
        for (Stage stage : Stage.values()) {
            STAGE_FIELDS.put(stage, stage.label() + "_us");
        }
    }

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
        STAGE_FIELDS.forEach((stage, name) -> {
            if (trace.nanos(stage) > 0) {
                fields.put(name, trace.nanos(stage) / 1000);
            }
        });
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
        StringBuilder line = new StringBuilder(USUAL_LENGTH);
        append(line, method, ' ');
        line.append(' ');
        append(line, path, ' ');
        fields.forEach((name, value) -> {
            line.append(' ').append(name).append('=');
            append(line, value.toString(), '_');
        });
        return line.toString();
    }

    /** Appends a text, with something else for a blank, and for what is not printable a question mark. */
    private static void append(StringBuilder line, String text, char blank) {
        int start = line.length();
        line.append(text);
        for (int i = start; i < line.length(); i++) {
            char character = line.charAt(i);
            if (character == ' ') {
                line.setCharAt(i, blank);
            } else if (character < ' ' || character > '~') {
                line.setCharAt(i, '?');
            }
        }
    }
}
