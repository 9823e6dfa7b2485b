package dev.featurestore.web.pages;

import dev.featurestore.web.Endpoint;
import dev.featurestore.web.exchange.Responder;
import dev.featurestore.web.exchange.Routes;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The OpenAPI description of the endpoints. Thread-safe. */
public final class ApiDescription {
    private static final String RESOURCE = "openapi.json";

    private final Responder responder;
    private final ByteArrayOutputStream description = new ByteArrayOutputStream();

    /** Reads the description, which comes with the program. */
    public ApiDescription(Responder responder) {
        this.responder = responder;
        try (InputStream in = ApiDescription.class.getResourceAsStream(RESOURCE)) {
            Objects.requireNonNull(in, RESOURCE).transferTo(description);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds its route. */
    public void register(Routes routes) {
        routes.add(Endpoint.OPENAPI, this::get);
    }

    private void get(Context ctx) {
        responder.send(ctx, 200, description);
    }
}
