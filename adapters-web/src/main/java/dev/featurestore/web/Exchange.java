package dev.featurestore.web;

import dev.featurestore.application.Credential;
import dev.featurestore.application.Stages;
import dev.featurestore.application.port.Deadline;
import dev.featurestore.domain.vector.FeatureVector;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.domain.view.FeatureViewName;
import dev.featurestore.web.metrics.Phase;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.Request;

/**
 * What is known of a request for vectors by the time it has been answered: for its line in the log, its timing header
 * and the metrics. Belongs to the request, and is used by one thread at a time.
 */
final class Exchange implements Stages {
    /** Stands for the key of a request that has none. */
    static final String NO_KEY = "-";

    private static final String ATTRIBUTE = Exchange.class.getName();

    private final long[] nanos = new long[Phase.values().length];
    private Optional<Phase> phase = Optional.empty();
    private long since;
    private String keyPrefix = NO_KEY;
    private Optional<FeatureViewName> asked = Optional.empty();
    private Optional<FeatureView> served = Optional.empty();
    private int entries;
    private int complete;
    private int missing;
    private int failed;

    private Deadline deadline = Deadline.NONE;

    /** Begins one, which is about to find out who calls; the request holds it from now on. */
    static Exchange begin(Request request, Credential credential) {
        Exchange exchange = new Exchange();
        if (credential instanceof Credential.Given given) {
            exchange.keyPrefix = given.key().prefix();
        }
        request.setAttribute(ATTRIBUTE, exchange);
        exchange.enter(Phase.KEY);
        return exchange;
    }

    /** That of a request; empty if it is not one for vectors, or never came to be served. */
    static Optional<Exchange> of(Request request) {
        return request.getAttribute(ATTRIBUTE) instanceof Exchange exchange ? Optional.of(exchange) : Optional.empty();
    }

    /** The same. */
    static Optional<Exchange> of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Exchange exchange ? Optional.of(exchange) : Optional.empty();
    }

    /** That of a request for vectors, which has passed the {@link KeyGate}. */
    static Exchange begun(HttpServletRequest request) {
        return of(request).orElseThrow(() -> new IllegalStateException("nobody asked for the key"));
    }

    @Override
    public void enter(Stage stage) {
        enter(Phase.of(stage));
    }

    /**
     * Notes that the whole request has come.
     *
     * @param at when, by {@link System#nanoTime}
     * @param budget for the whole answer, of which the key has taken its part already
     */
    void received(long at, Duration budget) {
        deadline = Deadline.at(at + budget.toNanos() - nanos(Phase.KEY));
    }

    @Override
    public Deadline deadline() {
        return deadline;
    }

    void enter(Phase next) {
        leave();
        phase = Optional.of(next);
    }

    /** Ends the phase that the request is in: nothing more is measured. */
    void leave() {
        long now = System.nanoTime();
        if (phase.isPresent()) {
            nanos[phase.get().index()] += now - since;
            phase = Optional.empty();
        }
        since = now;
    }

    /** How long a phase took so far. */
    long nanos(Phase of) {
        return nanos[of.index()];
    }

    void asks(FeatureViewName view, int ofEntries) {
        asked = Optional.of(view);
        entries = ofEntries;
    }

    void answered(FeatureView view, FeatureVector vector) {
        served = Optional.of(view);
        count(vector);
    }

    void answered(FeatureView view, List<FeatureVector> vectors) {
        served = Optional.of(view);
        for (int i = 0; i < vectors.size(); i++) {
            count(vectors.get(i));
        }
    }

    private void count(FeatureVector vector) {
        if (!(vector instanceof FeatureVector.Served of)) {
            failed++;
        } else if (of.complete()) {
            complete++;
        } else {
            missing++;
        }
    }

    /** The part of the API key that is no secret; a dash if none was sent. */
    String keyPrefix() {
        return keyPrefix;
    }

    /** The view that was asked for, as the client wrote it; empty if the request was malformed. */
    Optional<FeatureViewName> asked() {
        return asked;
    }

    /** The view that vectors were served of; empty if none were. */
    Optional<FeatureView> served() {
        return served;
    }

    int entries() {
        return entries;
    }

    int complete() {
        return complete;
    }

    int missing() {
        return missing;
    }

    int failed() {
        return failed;
    }
}
