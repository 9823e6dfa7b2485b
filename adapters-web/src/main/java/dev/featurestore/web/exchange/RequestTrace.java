package dev.featurestore.web.exchange;

import dev.featurestore.application.port.Deadline;
import dev.featurestore.application.usecase.Credential;
import dev.featurestore.application.usecase.RequestContext;
import dev.featurestore.application.usecase.Stage;
import dev.featurestore.domain.access.Caller;
import dev.featurestore.domain.vector.FeatureVector;
import dev.featurestore.domain.vector.PassedFeatures;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.domain.view.FeatureViewName;
import dev.featurestore.web.metrics.VectorCounts;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a request for vectors, from the check of its API key on: who calls, by when to answer, and what its
 * line in the log, its timing header and the metrics say of it. Only {@code KeyGate} of {@code web.jetty}, which begins
 * it, sets the caller. Belongs to the request, and is used by one thread at a time.
 */
public final class RequestTrace implements RequestContext, Deadline.Observer {
    /** Stands for the key of a request that has none. */
    static final String NO_KEY = "-";

    /** A large batch takes some for each feature group. */
    private static final int MAX_STATEMENTS = 100;

    private static final String ATTRIBUTE = RequestTrace.class.getName();

    private final long[] nanos = new long[Stage.values().length];
    /** When a stage was entered first; of use only if it was. */
    private final long[] begins = new long[nanos.length];
    /** When it was left last. */
    private final long[] ends = new long[nanos.length];

    private Optional<Stage> stage = Optional.empty();
    private long since;
    private String keyPrefix = NO_KEY;
    private Optional<Caller> caller = Optional.empty();
    private Optional<FeatureViewName> asked = Optional.empty();
    private Optional<VectorCounts> served = Optional.empty();
    private long waited;
    private int entries;
    private @Nullable List<ExecutedStatement> statements;
    private Deadline deadline = Deadline.NONE;

    /** Begins a trace, in the stage that finds out who calls; the request holds it from now on. */
    public static RequestTrace begin(Request request, Credential credential) {
        RequestTrace trace = new RequestTrace();
        if (credential instanceof Credential.Given given) {
            trace.keyPrefix = given.key().prefix();
        }
        request.setAttribute(ATTRIBUTE, trace);
        trace.enter(Stage.KEY);
        return trace;
    }

    /** The trace of a request; empty if it is not one for vectors, or was refused before its API key was looked at. */
    public static Optional<RequestTrace> of(Request request) {
        return request.getAttribute(ATTRIBUTE) instanceof RequestTrace trace ? Optional.of(trace) : Optional.empty();
    }

    /** The trace of a request that has reached a route; empty if it is not one for vectors. */
    static Optional<RequestTrace> of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof RequestTrace trace ? Optional.of(trace) : Optional.empty();
    }

    /**
     * The trace of a request for vectors, whose API key has been checked.
     *
     * @throws IllegalStateException if it has not
     */
    public static RequestTrace begun(HttpServletRequest request) {
        return of(request).orElseThrow(() -> new IllegalStateException("the API key has not been checked"));
    }

    /** Notes whom the API key has been found to belong to. */
    public void calledBy(Caller found) {
        caller = Optional.of(found);
    }

    /**
     * Who asks.
     *
     * @throws IllegalStateException if the API key has not been checked
     */
    public Caller caller() {
        return caller.orElseThrow(() -> new IllegalStateException("the API key has not been checked"));
    }

    /**
     * Notes that the whole request has come.
     *
     * @param budget for the whole answer, of which the key has taken its part already
     */
    public void received(Duration budget) {
        deadline = Deadline.at(System.nanoTime() + budget.toNanos() - nanos(Stage.KEY), this);
    }

    /** From now on the times of single statements are kept. */
    public void keepStatements() {
        statements = new ArrayList<>();
    }

    @Override
    public void waited(long forNanos) {
        waited += forNanos;
    }

    @Override
    public boolean wantsStatements() {
        return statements != null;
    }

    @Override
    public void executed(String kind, long begin, long end) {
        if (statements != null && statements.size() < MAX_STATEMENTS) {
            statements.add(new ExecutedStatement(kind, begin, end));
        }
    }

    /** The first statements for its rows; none if they are not kept. */
    List<ExecutedStatement> statements() {
        return statements == null ? List.of() : statements;
    }

    /** How long it waited for other requests: part of its time in the store. */
    long waitedNanos() {
        return waited;
    }

    @Override
    public Deadline deadline() {
        return deadline;
    }

    @Override
    public void enter(Stage next) {
        leave();
        stage = Optional.of(next);
        if (nanos[next.index()] == 0) {
            begins[next.index()] = since;
        }
    }

    /** Ends the stage that the request is in, if it is in one. How long a client takes to read belongs to none. */
    public void leave() {
        long now = System.nanoTime();
        if (stage.isPresent()) {
            int left = stage.get().index();
            nanos[left] += now - since;
            ends[left] = now;
            stage = Optional.empty();
        }
        since = now;
    }

    /** How long a stage took so far. */
    long nanos(Stage of) {
        return nanos[of.index()];
    }

    /** When a stage that took some time was entered first, by {@link System#nanoTime}. */
    long begin(Stage of) {
        return begins[of.index()];
    }

    /** When it was left last. */
    long end(Stage of) {
        return ends[of.index()];
    }

    /** Notes which view is asked for, and for how many entries. */
    public void asks(FeatureViewName view, int ofEntries) {
        asked = Optional.of(view);
        entries = ofEntries;
    }

    /**
     * Notes the vectors that it is answered with, and what was passed for each; for none, {@code passed} may be empty.
     */
    public void answered(FeatureView view, List<FeatureVector> vectors, List<PassedFeatures> passed) {
        VectorCounts counts = new VectorCounts(view);
        for (int i = 0; i < vectors.size(); i++) {
            counts.add(vectors.get(i));
        }
        for (int i = 0; i < passed.size(); i++) {
            counts.addPassed(passed.get(i));
        }
        served = Optional.of(counts);
    }

    /** The part of the API key that is no secret; a dash if none was sent. */
    String keyPrefix() {
        return keyPrefix;
    }

    /** The view that was asked for, as the client wrote it; empty if the request was malformed. */
    Optional<FeatureViewName> asked() {
        return asked;
    }

    /** The vectors that it was answered with; empty if there are none. */
    Optional<VectorCounts> served() {
        return served;
    }

    int entries() {
        return entries;
    }
}
