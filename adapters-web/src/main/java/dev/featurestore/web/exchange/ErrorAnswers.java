package dev.featurestore.web.exchange;

import dev.featurestore.application.port.StoreFailure;
import dev.featurestore.application.usecase.Answer;
import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.Failure;
import dev.featurestore.web.RequestRefused;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.http.NotFoundResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.eclipse.jetty.ee10.servlet.ServletContextResponse;
import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers for everything that did not go as it should. Thread-safe. */
public final class ErrorAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);

    /** Perhaps of an answer that had been prepared already when something went wrong. */
    private static final String ENCODING = "Content-Encoding";

    private final Responder responder;

    public ErrorAnswers(Responder responder) {
        this.responder = responder;
    }

    /** Makes sure that whatever a route throws ends here. */
    public void catchAll(RoutesConfig routes) {
        routes.exception(RequestRefused.class, (refused, ctx) -> send(ctx, refused.failure()));
        routes.exception(StoreFailure.class, this::storeFailed);
        routes.exception(NotFoundResponse.class, (notFound, ctx) -> noSuchPath(ctx));
        routes.exception(MethodNotAllowedResponse.class, this::noSuchMethod);
        routes.exception(CompletionException.class, this::unforeseenLater);
        routes.exception(Exception.class, this::unforeseen);
    }

    /** Answers with an expected failure. */
    public void send(Context ctx, Failure failure) {
        begin(ctx, failure.code());
        responder.send(ctx, HttpStatuses.of(failure.code()), ErrorBody.of(failure));
    }

    /** Sends what was asked for, by {@code given}; or why there is no such thing. */
    public <T> void send(Context ctx, Answer<T> answer, Consumer<T> given) {
        if (answer instanceof Answer.Given<T> present) {
            given.accept(present.value());
        } else if (answer instanceof Answer.Refused<T> refused) {
            send(ctx, refused.failure());
        }
    }

    /** Prepares an answer that is an error in spite of a body of its own. */
    public void begin(Context ctx, ErrorCode code) {
        ctx.req().setAttribute(AccessLog.CODE, code.number());
        ctx.res().setHeader(ENCODING, null);
        if ((code == ErrorCode.UNAVAILABLE || code == ErrorCode.TOO_MANY_REQUESTS)
                && ctx.res().getHeader(ErrorBody.RETRY_AFTER) == null) {
            retryAfter(ctx.res(), ErrorBody.SOON);
        }
    }

    private void storeFailed(StoreFailure problem, Context ctx) {
        note(problem, id(ctx.res()));
        problem.retryAfter().ifPresent(wait -> retryAfter(ctx.res(), wait));
        send(ctx, new Failure(problem.code(), String.valueOf(problem.getMessage())));
    }

    /** The adapter has logged why, and every request's line says its code. */
    public static void note(StoreFailure problem, String id) {
        LOG.debug("Request {}: {}", id, problem.getMessage());
    }

    private void noSuchPath(Context ctx) {
        send(ctx, new Failure(ErrorCode.NO_ROUTE, "No such path: " + path(ctx)));
    }

    private void noSuchMethod(MethodNotAllowedResponse problem, Context ctx) {
        // Javalin has another name for it when the client prefers HTML.
        String allowed = problem.getDetails()
                .getOrDefault("availableMethods", problem.getDetails().getOrDefault("Available methods", ""));
        ctx.res().setHeader("Allow", allowed);
        String message =
                Failure.shortened(ctx.req().getMethod()) + " is not allowed on " + path(ctx) + ", but " + allowed;
        send(ctx, new Failure(ErrorCode.METHOD_NOT_ALLOWED, message));
    }

    private static String path(Context ctx) {
        return Failure.shortened(ctx.req().getRequestURI());
    }

    private void unforeseen(Exception problem, Context ctx) {
        String id = id(ctx.res());
        LOG.error("Request {} failed", id, problem);
        if (!ctx.res().isCommitted()) {
            send(ctx, new Failure(ErrorCode.INTERNAL, id));
        }
    }

    /** What an answer that came later has failed with; Javalin has unwrapped it already if it is an exception. */
    private void unforeseenLater(CompletionException problem, Context ctx) {
        if (problem.getCause() instanceof Error error) {
            broken(ctx.res(), error);
        } else {
            unforeseen(problem, ctx);
        }
    }

    /** For what is worse than an exception: no context any more, no compression, only the least that can be said. */
    public static void broken(HttpServletResponse response, Error problem) {
        String id = id(response);
        LOG.error("Request {} failed", id, problem);
        if (response.isCommitted()) {
            return;
        }
        Request request =
                ServletContextResponse.getServletContextResponse(response).getRequest();
        request.setAttribute(AccessLog.CODE, ErrorCode.INTERNAL.number());
        try {
            response.resetBuffer();
            response.setHeader(ENCODING, null);
            response.setStatus(HttpStatuses.of(ErrorCode.INTERNAL));
            response.setContentType(Responder.JSON);
            AnswerSender.leave(request, ErrorBody.of(new Failure(ErrorCode.INTERNAL, id)));
        } catch (IOException e) {
            LOG.debug("The client did not wait for the answer", e);
        }
    }

    private static void retryAfter(HttpServletResponse response, Duration wait) {
        response.setHeader(ErrorBody.RETRY_AFTER, Long.toString(ErrorBody.seconds(wait)));
        response.setHeader(ErrorBody.RETRY_AFTER_MILLIS, Long.toString(wait.toMillis()));
    }

    private static String id(HttpServletResponse response) {
        return String.valueOf(response.getHeader(RequestIds.HEADER));
    }
}
