package dev.featurestore.web.exchange;

import dev.featurestore.application.usecase.Credential;
import io.javalin.http.Context;
import java.util.Collections;
import org.eclipse.jetty.server.Request;

/** The header that carries the API key. */
public final class ApiKeyHeader {
    private static final String NAME = "X-API-KEY";

    private ApiKeyHeader() {}

    /** The credential that a request brings. */
    public static Credential of(Request request) {
        return Credential.ofHeaders(request.getHeaders().getValuesList(NAME));
    }

    /** The credential that a request brings, once it has reached a route. */
    public static Credential of(Context ctx) {
        return Credential.ofHeaders(Collections.list(ctx.req().getHeaders(NAME)));
    }
}
