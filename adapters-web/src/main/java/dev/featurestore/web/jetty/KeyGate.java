package dev.featurestore.web.jetty;

import dev.featurestore.application.port.Deadline;
import dev.featurestore.application.port.StoreFailure;
import dev.featurestore.application.usecase.Answer;
import dev.featurestore.application.usecase.Authenticate;
import dev.featurestore.application.usecase.Credential;
import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.Failure;
import dev.featurestore.domain.access.Caller;
import dev.featurestore.web.Endpoint;
import dev.featurestore.web.WebApi;
import dev.featurestore.web.WebSettings;
import dev.featurestore.web.exchange.ApiKeyHeader;
import dev.featurestore.web.exchange.ErrorAnswers;
import dev.featurestore.web.exchange.RequestIds;
import dev.featurestore.web.exchange.RequestTrace;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Finds out who asks for vectors, by the headers alone: without a key that is known, and has not been used too often,
 * no byte of the body is parsed or kept. Requests for anything else do not need their body, and go past its collection.
 * Thread-safe.
 */
final class KeyGate extends Handler.Wrapper {
    private final Handler queue;
    private final Handler pastQueue;
    private final Authenticate authenticate;
    private final Duration budget;

    /** To read a key may take a thread until the database has answered; the other threads are for serving. */
    private final Semaphore underWay;

    /**
     * A gate in front of three handlers.
     *
     * @param bodies takes requests for vectors, with their caller
     * @param queue takes others that a store is asked for
     * @param pastQueue takes all others
     */
    KeyGate(Handler bodies, Handler queue, Handler pastQueue, WebApi api, WebSettings settings) {
        super(bodies);
        this.queue = queue;
        this.pastQueue = pastQueue;
        this.authenticate = api.authenticate();
        this.budget = settings.timeouts().answer();
        this.underWay = new Semaphore(settings.limits().keyLookups());
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Endpoint endpoint = Endpoint.of(request.getMethod(), Request.getPathInContext(request));
        if (!endpoint.servesVectors()) {
            return (endpoint.asksStore() ? queue : pastQueue).handle(request, response, callback);
        }
        Credential credential = ApiKeyHeader.of(request);
        RequestTrace trace = RequestTrace.begin(request, credential);
        Answer<Caller> answer = caller(credential, response);
        trace.leave();
        boolean known = answer.fold(
                caller -> {
                    trace.calledBy(caller);
                    return true;
                },
                failure -> {
                    EarlyRefusal.send(request, response, callback, failure);
                    return false;
                });
        return !known || super.handle(request, response, callback);
    }

    private Answer<Caller> caller(Credential credential, Response response) {
        if (!underWay.tryAcquire()) {
            return new Answer.Refused<>(
                    new Failure(ErrorCode.UNAVAILABLE, "Too many API keys are being checked: try again in a moment"));
        }
        try {
            return authenticate.authenticate(credential, Deadline.after(budget));
        } catch (StoreFailure problem) {
            String id = String.valueOf(response.getHeaders().get(RequestIds.HEADER));
            ErrorAnswers.note(problem, id);
            problem.retryAfter().ifPresent(wait -> EarlyRefusal.retryAfter(response, wait));
            return new Answer.Refused<>(new Failure(problem.code(), String.valueOf(problem.getMessage())));
        } finally {
            underWay.release();
        }
    }
}
