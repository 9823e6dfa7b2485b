package dev.featurestore.web.browse;

import dev.featurestore.application.port.Deadline;
import dev.featurestore.application.usecase.Answer;
import dev.featurestore.domain.Failure;
import dev.featurestore.domain.access.Caller;
import dev.featurestore.domain.view.FeatureViewName;
import dev.featurestore.web.Endpoint;
import dev.featurestore.web.RequestRefused;
import dev.featurestore.web.WebApi;
import dev.featurestore.web.exchange.Authenticated;
import dev.featurestore.web.exchange.ErrorAnswers;
import dev.featurestore.web.exchange.Responder;
import dev.featurestore.web.exchange.Routes;
import dev.featurestore.web.metrics.Metrics;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The endpoints that tell what there is to ask for. Thread-safe. */
public final class BrowseEndpoints {
    private static final String STORE = "store";
    private static final String VIEW = "view";
    private static final String VERSION = "version";
    /** As JSON writes it: what bodies do not take, paths do not either. */
    private static final Pattern INTEGER = Pattern.compile("-?(?:0|[1-9][0-9]*)");

    private final WebApi api;
    private final Responder responder;
    private final ErrorAnswers errors;
    private final Metrics metrics;

    public BrowseEndpoints(WebApi api, Responder responder, ErrorAnswers errors, Metrics metrics) {
        this.api = api;
        this.responder = responder;
        this.errors = errors;
        this.metrics = metrics;
    }

    /** Adds its routes. */
    public void register(Routes routes) {
        routes.add(Endpoint.FEATURE_STORES, this::stores);
        routes.add(Endpoint.FEATURE_VIEWS, this::views);
        routes.add(Endpoint.FEATURE_VIEW, this::view);
    }

    private void stores(Context ctx) {
        send(ctx, asCaller(ctx, (caller, deadline) -> api.browse().stores(caller, deadline)), BrowseWriter::stores);
    }

    private void views(Context ctx) {
        send(
                ctx,
                asCaller(ctx, (caller, deadline) -> api.browse().views(caller, ctx.pathParam(STORE), deadline)),
                BrowseWriter::views);
    }

    private void view(Context ctx) {
        send(
                ctx,
                asCaller(ctx, (caller, deadline) -> api.browse().view(caller, name(ctx), deadline)),
                described -> ViewDescription.of(described, metrics));
    }

    private static FeatureViewName name(Context ctx) {
        return new FeatureViewName(ctx.pathParam(STORE), ctx.pathParam(VIEW), number(ctx.pathParam(VERSION)));
    }

    private <T> Answer<T> asCaller(Context ctx, BiFunction<Caller, Deadline, Answer<T>> doing) {
        Authenticated request = Authenticated.of(ctx.req());
        return doing.apply(request.caller(), request.deadline());
    }

    private static int number(String version) {
        if (!INTEGER.matcher(version).matches()) {
            throw notAnInteger(version);
        }
        try {
            return Integer.parseInt(version);
        } catch (NumberFormatException tooLarge) {
            throw notAnInteger(version);
        }
    }

    private static RequestRefused notAnInteger(String version) {
        return RequestRefused.malformed("Wrong type of the version in the path. Got: '" + Failure.shortened(version)
                + "', expected: 'integer' from " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE);
    }

    private <T> void send(Context ctx, Answer<T> answer, Function<T, ByteArrayOutputStream> writer) {
        errors.send(ctx, answer, given -> responder.send(ctx, 200, writer.apply(given)));
    }
}
