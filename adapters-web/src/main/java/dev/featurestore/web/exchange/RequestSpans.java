package dev.featurestore.web.exchange;

import dev.featurestore.web.TraceParent;
import java.util.Optional;

/** Keeps the spans of requests. Called with each answer by the thread that sent it: thread-safe, and does not wait. */
@FunctionalInterface
public interface RequestSpans {
    /** Keeps none: a request is known by the span that it was sent from. */
    RequestSpans NONE = AnsweredRequest::parent;

    /** Whether it is of use to measure single statements. */
    default boolean wantsStatements() {
        return false;
    }

    /** Keeps the spans of one request; returns the span by which logs and metrics name it, if there is one. */
    Optional<TraceParent> keep(AnsweredRequest request);
}
