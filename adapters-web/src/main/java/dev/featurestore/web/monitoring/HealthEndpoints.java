package dev.featurestore.web.monitoring;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.featurestore.application.port.StoreHealth;
import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.Failure;
import dev.featurestore.web.Endpoint;
import dev.featurestore.web.WebApi;
import dev.featurestore.web.exchange.ErrorAnswers;
import dev.featurestore.web.exchange.ErrorBody;
import dev.featurestore.web.exchange.HttpStatuses;
import dev.featurestore.web.exchange.Responder;
import dev.featurestore.web.exchange.Routes;
import dev.featurestore.web.json.Json;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tells whether the server runs, and whether it can serve. Thread-safe. */
public final class HealthEndpoints {
    private static final String UP = "UP";
    private static final String DOWN = "DOWN";

    private final WebApi api;
    private final Responder responder;
    private final ErrorAnswers errors;
    private volatile boolean draining;

    /** Over the health of the store that {@code api} names. */
    public HealthEndpoints(WebApi api, Responder responder, ErrorAnswers errors) {
        this.api = api;
        this.responder = responder;
        this.errors = errors;
    }

    /** From now on the server says that it is not healthy, so that load balancers send it no more requests. */
    public void drain() {
        draining = true;
    }

    /** Adds its routes. */
    public void register(Routes routes) {
        routes.add(Endpoint.PING, this::ping);
        routes.add(Endpoint.HEALTH, this::health);
    }

    private void ping(Context ctx) {
        responder.send(ctx, 200, Json.write(json -> {
            json.writeStartObject();
            json.writeStringField("status", UP);
            json.writeEndObject();
        }));
    }

    private void health(Context ctx) {
        List<StoreHealth.Part> parts = api.health().parts();
        Optional<Failure> failure = whyNot(parts);
        failure.ifPresent(why -> errors.begin(ctx, why.code()));
        int status = failure.map(why -> HttpStatuses.of(why.code())).orElse(200);
        responder.send(ctx, status, Json.write(json -> {
            json.writeStartObject();
            if (failure.isPresent()) {
                ErrorBody.members(failure.get(), json);
            }
            json.writeStringField("status", failure.isPresent() ? DOWN : UP);
            writeParts(parts, json);
            json.writeEndObject();
        }));
    }

    private Optional<Failure> whyNot(List<StoreHealth.Part> parts) {
        if (draining) {
            return Optional.of(new Failure(ErrorCode.UNAVAILABLE, "The server is about to stop"));
        }
        String down = parts.stream()
                .filter(part -> !part.up())
                .map(StoreHealth.Part::name)
                .collect(Collectors.joining(", "));
        return down.isEmpty() ? Optional.empty() : Optional.of(new Failure(ErrorCode.UNAVAILABLE, "Down: " + down));
    }

    private static void writeParts(List<StoreHealth.Part> parts, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("parts");
        for (StoreHealth.Part part : parts) {
            json.writeStartObject();
            json.writeStringField("name", part.name());
            json.writeStringField("status", part.up() ? UP : DOWN);
            json.writeStringField("detail", part.detail());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
