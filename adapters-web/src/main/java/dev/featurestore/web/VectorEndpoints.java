package dev.featurestore.web;

import dev.featurestore.application.Answer;
import dev.featurestore.application.Credential;
import dev.featurestore.application.GetFeatureVector;
import dev.featurestore.application.GetFeatureVectors;
import dev.featurestore.web.metrics.Phase;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Collections;

/** The endpoints that serve vectors. Thread-safe. */
final class VectorEndpoints {
    private final WebApi api;
    private final int mostEntries;
    private final Duration budget;
    private final Responder responder;
    private final ErrorAnswers errors;
    private final VectorWriter writer = new VectorWriter();

    VectorEndpoints(WebApi api, WebSettings settings, Responder responder, ErrorAnswers errors) {
        this.api = api;
        this.mostEntries = settings.limits().batchEntries();
        this.budget = settings.timeouts().answer();
        this.responder = responder;
        this.errors = errors;
    }

    void one(Context ctx) {
        byte[] bytes = RequestBody.of(ctx.req());
        Exchange exchange = Exchange.begun(ctx.req());
        exchange.received(RequestBody.arrivedAt(ctx.req()), budget);
        exchange.enter(Phase.PARSE);
        SingleRequest request = SingleRequest.read(bytes);
        GetFeatureVector.Query query = request.query(KeyGate.caller(ctx.req()), exchange);
        exchange.asks(query.view(), 1);
        Answer<GetFeatureVector.Vector> answer = api.vector().get(query);
        exchange.enter(Phase.WRITE);
        if (answer instanceof Answer.Given<GetFeatureVector.Vector> given) {
            exchange.answered(given.value().view(), given.value().vector());
            responder.send(ctx, 200, writer.one(given.value(), request.extras()));
        } else {
            errors.send(ctx, ((Answer.Refused<GetFeatureVector.Vector>) answer).failure());
        }
    }

    void many(Context ctx) {
        byte[] bytes = RequestBody.of(ctx.req());
        Exchange exchange = Exchange.begun(ctx.req());
        exchange.received(RequestBody.arrivedAt(ctx.req()), budget);
        exchange.enter(Phase.PARSE);
        BatchRequest request = BatchRequest.read(bytes, mostEntries);
        request.requestId().filter(RequestIds::isSane).ifPresent(id -> ctx.res().setHeader(RequestIds.HEADER, id));
        GetFeatureVectors.Query query = request.query(KeyGate.caller(ctx.req()), exchange);
        exchange.asks(query.view(), query.entries().size());
        Answer<GetFeatureVectors.Vectors> answer = api.vectors().get(query);
        exchange.enter(Phase.WRITE);
        if (answer instanceof Answer.Given<GetFeatureVectors.Vectors> given) {
            exchange.answered(given.value().view(), given.value().vectors());
            responder.send(ctx, 200, writer.many(given.value(), request.extras()));
        } else {
            errors.send(ctx, ((Answer.Refused<GetFeatureVectors.Vectors>) answer).failure());
        }
    }

    static Credential credential(Context ctx) {
        return Credential.ofHeaders(Collections.list(ctx.req().getHeaders("X-API-KEY")));
    }
}
