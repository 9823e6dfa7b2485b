package dev.featurestore.web;

import dev.featurestore.application.Answer;
import dev.featurestore.application.port.FeatureStoreCatalogue.Views;
import dev.featurestore.domain.Failure;
import dev.featurestore.domain.view.FeatureStore;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.domain.view.FeatureViewName;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.util.List;
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
        Answer<List<FeatureStore>> answer = api.browse().stores(VectorEndpoints.credential(ctx));
        send(ctx, answer, BrowseWriter::stores);
    }

    private void views(Context ctx) {
        Answer<Views> answer = api.browse().views(VectorEndpoints.credential(ctx), ctx.pathParam(STORE));
        send(ctx, answer, BrowseWriter::views);
    }

    private void view(Context ctx) {
        FeatureViewName name =
                new FeatureViewName(ctx.pathParam(STORE), ctx.pathParam(VIEW), number(ctx.pathParam(VERSION)));
        Answer<FeatureView> answer = api.browse().view(VectorEndpoints.credential(ctx), name);
        send(ctx, answer, ViewDescription::of);
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
