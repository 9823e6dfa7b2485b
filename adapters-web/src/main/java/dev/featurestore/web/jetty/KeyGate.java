package dev.featurestore.web.jetty;

import dev.featurestore.application.port.Deadline;
import dev.featurestore.application.port.StoreFailure;
import dev.featurestore.application.usecase.Answer;
import dev.featurestore.application.usecase.Authenticate;
import dev.featurestore.application.usecase.Credential;
import dev.featurestore.domain.Failure;
import dev.featurestore.domain.access.Caller;
import dev.featurestore.web.Endpoint;
import dev.featurestore.web.WebApi;
import dev.featurestore.web.WebSettings;
import dev.featurestore.web.exchange.ApiKeyHeader;
import dev.featurestore.web.exchange.Authenticated;
import dev.featurestore.web.exchange.ErrorAnswers;
import dev.featurestore.web.exchange.RequestIds;
import dev.featurestore.web.exchange.RequestTrace;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Finds out who asks, by the headers alone: without a key that is known, and has not been used too often, no byte of a
 * body is parsed or kept, and no place in the queue is taken. Requests that need no key go past all that. Thread-safe.
 */
final class KeyGate extends Handler.Wrapper {
    private final Handler queue;
    private final Handler pastQueue;
    private final WebApi api;
    private final WebSettings settings;

    /** To wait for a key to be read takes a thread until the database has answered; the others are for serving. */
    private final Semaphore mayWait;

    /**
     * A gate in front of three handlers.
     *
     * @param bodies takes requests for vectors, with their {@link RequestTrace}
     * @param queue takes others that a store is asked for, as {@link Authenticated}
     * @param pastQueue takes all others
     */
    KeyGate(Handler bodies, Handler queue, Handler pastQueue, WebApi api, WebSettings settings) {
        super(bodies);
        this.queue = queue;
        this.pastQueue = pastQueue;
        this.api = api;
        this.settings = settings;
        this.mayWait = new Semaphore(settings.limits().keyLookups());
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Endpoint endpoint =
                Endpoint.of(request.getMethod(), request.getHttpURI().getPath());
        Handler next = endpoint.servesVectors() ? getHandler() : endpoint.asksStore() ? queue : pastQueue;
        Optional<Authenticate> check = check(endpoint);
        if (check.isEmpty()) {
            return next.handle(request, response, callback);
        }
        Credential credential = ApiKeyHeader.of(request);
        Deadline deadline = Deadline.after(settings.timeouts().answer());
        Optional<RequestTrace> trace =
                endpoint.servesVectors() ? Optional.of(RequestTrace.begin(request, credential)) : Optional.empty();
        Answer<Caller> answer = caller(check.get(), credential, deadline, response);
        trace.ifPresent(RequestTrace::leave);
        if (answer instanceof Answer.Given<Caller> known) {
            trace.ifPresentOrElse(
                    vectors -> vectors.calledBy(known.value()),
                    () -> new Authenticated(known.value(), deadline).leaveWith(request));
            return next.handle(request, response, callback);
        }
        EarlyRefusal.send(request, response, callback, ((Answer.Refused<Caller>) answer).failure());
        return true;
    }

    /** How the key is checked that an endpoint needs; empty if it needs none. */
    private Optional<Authenticate> check(Endpoint endpoint) {
        WebSettings.Options options = settings.options();
        if (endpoint.asksStore()) {
            return Optional.of(api.authenticate());
        }
        boolean probe = (endpoint == Endpoint.PING && options.pingRequiresAuth())
                || (endpoint == Endpoint.HEALTH && options.healthRequiresAuth());
        return probe ? Optional.of(api.probes()) : Optional.empty();
    }

    /** Where too many wait already, a key that is known is known all the same, and one that is not has no time. */
    private Answer<Caller> caller(
            Authenticate authenticate, Credential credential, Deadline deadline, Response response) {
        boolean waits = mayWait.tryAcquire();
        try {
            return authenticate.authenticate(credential, waits ? deadline : Deadline.after(Duration.ZERO));
        } catch (StoreFailure problem) {
            String id = String.valueOf(response.getHeaders().get(RequestIds.HEADER));
            ErrorAnswers.note(problem, id);
            problem.retryAfter().ifPresent(wait -> EarlyRefusal.retryAfter(response, wait));
            return new Answer.Refused<>(new Failure(problem.code(), String.valueOf(problem.getMessage())));
        } finally {
            if (waits) {
                mayWait.release();
            }
        }
    }
}
