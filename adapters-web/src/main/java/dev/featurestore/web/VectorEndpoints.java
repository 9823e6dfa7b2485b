package dev.featurestore.web;

import dev.featurestore.application.Answer;
import dev.featurestore.application.Credential;
import dev.featurestore.application.GetFeatureVector;
import dev.featurestore.application.GetFeatureVectors;
import io.javalin.http.Context;

/** The endpoints that serve vectors. Thread-safe. */
final class VectorEndpoints {
    private final WebApi api;
    private final RequestBody body;
    private final int mostEntries;
    private final Responder responder;
    private final ErrorAnswers errors;

    VectorEndpoints(WebApi api, WebSettings settings, Responder responder, ErrorAnswers errors) {
        this.api = api;
        this.body = new RequestBody(
                settings.limits().requestBytes(), settings.timeouts().body());
        this.mostEntries = settings.limits().batchEntries();
        this.responder = responder;
        this.errors = errors;
    }

    void one(Context ctx) {
        SingleRequest request = SingleRequest.read(body.read(ctx.req()));
        Answer<GetFeatureVector.Vector> answer = api.vector().get(request.query(credential(ctx)));
        if (answer instanceof Answer.Given<GetFeatureVector.Vector> given) {
            responder.send(ctx, 200, VectorWriter.one(given.value(), request.extras()));
        } else {
            errors.send(ctx, ((Answer.Refused<GetFeatureVector.Vector>) answer).failure());
        }
    }

    void many(Context ctx) {
        BatchRequest request = BatchRequest.read(body.read(ctx.req()), mostEntries);
        request.requestId().filter(RequestIds::isSane).ifPresent(id -> ctx.res().setHeader(RequestIds.HEADER, id));
        Answer<GetFeatureVectors.Vectors> answer = api.vectors().get(request.query(credential(ctx)));
        if (answer instanceof Answer.Given<GetFeatureVectors.Vectors> given) {
            responder.send(ctx, 200, VectorWriter.many(given.value(), request.extras()));
        } else {
            errors.send(ctx, ((Answer.Refused<GetFeatureVectors.Vectors>) answer).failure());
        }
    }

    static Credential credential(Context ctx) {
        return Credential.ofHeader(ctx.req().getHeader("X-API-KEY"));
    }
}
