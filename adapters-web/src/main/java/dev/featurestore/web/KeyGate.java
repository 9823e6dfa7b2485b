package dev.featurestore.web;

import dev.featurestore.application.Answer;
import dev.featurestore.application.Authenticate;
import dev.featurestore.application.Credential;
import dev.featurestore.application.port.Deadline;
import dev.featurestore.application.port.StoreFailure;
import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.Failure;
import dev.featurestore.domain.access.Caller;
import dev.featurestore.web.metrics.Endpoint;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Finds out who asks for vectors, by the headers alone: without a key that is known, and has not been used too often, no
 * byte of the body is parsed or kept. Requests for anything else do not need their body, and go past its collection.
 * Thread-safe.
 */
final class KeyGate extends Handler.Wrapper {
    private static final String CALLER = Caller.class.getName();

    private final Handler pastBodies;
    private final Authenticate authenticate;
    private final EarlyRefusal refusal;
    private final Duration budget;

    /** To read a key may take a thread until the database has answered; the other threads are for serving. */
    private final Semaphore underWay;

    /**
     * A gate in front of two handlers.
     *
     * @param bodies takes requests for vectors, with their caller
     * @param pastBodies takes all others
     */
    KeyGate(Handler bodies, Handler pastBodies, WebApi api, WebSettings settings) {
        super(bodies);
        this.pastBodies = pastBodies;
        this.authenticate = api.authenticate();
        this.budget = settings.timeouts().answer();
        this.refusal = new EarlyRefusal(settings.limits().requestBytes());
        this.underWay = new Semaphore(settings.limits().threads());
    }

    /**
     * Who asks for vectors.
     *
     * @throws IllegalStateException if the request has not come through the gate
     */
    static Caller caller(HttpServletRequest request) {
        if (request.getAttribute(CALLER) instanceof Caller caller) {
            return caller;
        }
        throw new IllegalStateException("nobody asked for the key");
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!wantsVectors(request)) {
            return pastBodies.handle(request, response, callback);
        }
        Credential credential = Credential.ofHeaders(request.getHeaders().getValuesList("X-API-KEY"));
        Exchange exchange = Exchange.begin(request, credential);
        Answer<Caller> answer = caller(credential, response);
        exchange.leave();
        if (answer instanceof Answer.Given<Caller> given) {
            request.setAttribute(CALLER, given.value());
            return super.handle(request, response, callback);
        }
        refusal.send(request, response, callback, ((Answer.Refused<Caller>) answer).failure());
        return true;
    }

    private static boolean wantsVectors(Request request) {
        if (!HttpMethod.POST.is(request.getMethod())) {
            return false;
        }
        Endpoint endpoint = Endpoint.of(Request.getPathInContext(request));
        return endpoint == Endpoint.FEATURE_STORE || endpoint == Endpoint.BATCH_FEATURE_STORE;
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
