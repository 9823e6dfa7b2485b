package dev.featurestore.web.vectors;

import dev.featurestore.application.usecase.Answer;
import dev.featurestore.application.usecase.GetFeatureVector;
import dev.featurestore.application.usecase.GetFeatureVectors;
import dev.featurestore.application.usecase.Stage;
import dev.featurestore.web.Endpoint;
import dev.featurestore.web.WebApi;
import dev.featurestore.web.WebSettings;
import dev.featurestore.web.exchange.AnswerBuffer;
import dev.featurestore.web.exchange.ErrorAnswers;
import dev.featurestore.web.exchange.MemoryBudget;
import dev.featurestore.web.exchange.RequestBody;
import dev.featurestore.web.exchange.RequestIds;
import dev.featurestore.web.exchange.RequestTrace;
import dev.featurestore.web.exchange.Responder;
import dev.featurestore.web.exchange.Routes;
import io.javalin.http.Context;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/** The endpoints that serve vectors. Thread-safe. */
public final class VectorEndpoints {
    /** Memory of smaller bodies is given back with the rest of what their requests hold. */
    private static final int MIN_GIVEN_BACK = 64 * 1024;

    private final WebApi api;
    private final int maxEntries;
    private final MemoryBudget memory;
    private final Responder responder;
    private final ErrorAnswers errors;
    private final boolean withStatements;
    private final VectorWriter writer = new VectorWriter();

    /** @param withStatements whether requests keep the times of single statements */
    public VectorEndpoints(
            WebApi api,
            WebSettings settings,
            MemoryBudget memory,
            Responder responder,
            ErrorAnswers errors,
            boolean withStatements) {
        this.api = api;
        this.maxEntries = settings.limits().batchEntries();
        this.memory = memory;
        this.responder = responder;
        this.errors = errors;
        this.withStatements = withStatements;
    }

    /** Adds its routes. */
    public void register(Routes routes) {
        routes.add(Endpoint.FEATURE_STORE, this::one);
        routes.add(Endpoint.BATCH_FEATURE_STORE, this::many);
    }

    private void one(Context ctx) {
        RequestBody body = RequestBody.of(ctx.req());
        RequestTrace trace = begin(ctx);
        SingleRequest request = SingleRequest.read(body.bytes());
        parsed(ctx, body);
        GetFeatureVector.Query query = request.query(trace.caller(), trace);
        trace.asks(query.view(), 1);
        answer(ctx, trace, api.vector().get(query), given -> {
            AnswerBuffer bytes = buffer(ctx, VectorWriter.likelySize(given.view(), 1));
            writer.one(given, request.options(), bytes);
            responder.send(ctx, 200, bytes);
            trace.answered(given.view(), List.of(given.vector()), List.of(query.passed()));
        });
    }

    private void many(Context ctx) {
        RequestBody body = RequestBody.of(ctx.req());
        RequestTrace trace = begin(ctx);
        BatchRequest request = BatchRequest.read(body.bytes(), maxEntries, id -> {
            if (RequestIds.isSane(id)) {
                ctx.res().setHeader(RequestIds.HEADER, id);
            }
        });
        parsed(ctx, body);
        GetFeatureVectors.Query query = request.query(trace.caller(), trace);
        trace.asks(query.view(), query.entries().size());
        answer(ctx, trace, api.vectors().get(query), given -> {
            int likely = VectorWriter.likelySize(given.view(), given.vectors().size());
            AnswerBuffer bytes = buffer(ctx, likely);
            writer.many(given, request.options(), bytes);
            responder.send(ctx, 200, bytes);
            trace.answered(given.view(), given.vectors(), query.passed());
        });
    }

    private RequestTrace begin(Context ctx) {
        RequestTrace trace = RequestTrace.begun(ctx.req());
        if (withStatements) {
            trace.keepStatements();
        }
        trace.enter(Stage.PARSE);
        return trace;
    }

    private void parsed(Context ctx, RequestBody body) {
        if (body.whileParsed() >= MIN_GIVEN_BACK) {
            memory.giveBack(ServletContextRequest.getServletContextRequest(ctx.req()), body.whileParsed());
        }
    }

    private AnswerBuffer buffer(Context ctx, int likely) {
        return AnswerBuffer.of(memory, ServletContextRequest.getServletContextRequest(ctx.req()), likely);
    }

    /** Answers in this thread if it can, else in the one that completes what is to come: no thread waits. */
    private <T> void answer(Context ctx, RequestTrace trace, CompletableFuture<Answer<T>> coming, Consumer<T> given) {
        Consumer<Answer<T>> send = answer -> {
            trace.enter(Stage.WRITE);
            errors.send(ctx, answer, given);
        };
        if (coming.isDone() && !coming.isCompletedExceptionally()) {
            send.accept(coming.join());
        } else {
            ctx.future(() -> coming.thenAccept(send));
        }
    }
}
