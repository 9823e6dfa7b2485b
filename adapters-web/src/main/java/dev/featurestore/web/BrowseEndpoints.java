package dev.featurestore.web;

import dev.featurestore.application.Answer;
import dev.featurestore.domain.Failure;
import dev.featurestore.domain.access.Caller;
import dev.featurestore.domain.view.FeatureViewName;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.util.function.Function;

/** The endpoints that tell what there is to ask for. Thread-safe. */
final class BrowseEndpoints {
    private static final String STORE = "store";
    private static final String VIEW = "view";
    private static final String VERSION = "version";

    private final WebApi api;
    private final Responder responder;
    private final ErrorAnswers errors;

    BrowseEndpoints(WebApi api, Responder responder, ErrorAnswers errors) {
        this.api = api;
        this.responder = responder;
        this.errors = errors;
    }

    void register(RoutesConfig routes) {
        for (String version : Routes.VERSIONS) {
            String stores = version + "/feature_store";
            String views = stores + "/{" + STORE + "}";
            Routes.get(routes, stores, this::stores);
            Routes.get(routes, views, this::views);
            Routes.get(routes, views + "/{" + VIEW + "}/{" + VERSION + "}", this::view);
        }
    }

    private void stores(Context ctx) {
        send(ctx, asCaller(ctx, caller -> api.browse().stores(caller)), BrowseWriter::stores);
    }

    private void views(Context ctx) {
        send(ctx, asCaller(ctx, caller -> api.browse().views(caller, ctx.pathParam(STORE))), BrowseWriter::views);
    }

    private void view(Context ctx) {
        send(ctx, asCaller(ctx, caller -> api.browse().view(caller, name(ctx))), ViewDescription::of);
    }

    private static FeatureViewName name(Context ctx) {
        return new FeatureViewName(ctx.pathParam(STORE), ctx.pathParam(VIEW), number(ctx.pathParam(VERSION)));
    }

    private <T> Answer<T> asCaller(Context ctx, Function<Caller, Answer<T>> doing) {
        Answer<Caller> caller = api.authenticate().authenticate(VectorEndpoints.credential(ctx));
        return caller instanceof Answer.Given<Caller> known
                ? doing.apply(known.value())
                : new Answer.Refused<>(((Answer.Refused<Caller>) caller).failure());
    }

    private static int number(String version) {
        try {
            return Integer.parseInt(version);
        } catch (NumberFormatException notOne) {
            throw RequestRefused.malformed("Wrong type of the version in the path. Got: '" + Failure.shortened(version)
                    + "', expected: 'integer' from " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE);
        }
    }

    private <T> void send(Context ctx, Answer<T> answer, Function<T, ByteArrayOutputStream> writer) {
        if (answer instanceof Answer.Given<T> given) {
            responder.send(ctx, 200, writer.apply(given.value()));
        } else {
            errors.send(ctx, ((Answer.Refused<T>) answer).failure());
        }
    }
}
