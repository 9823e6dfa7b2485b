package dev.featurestore.web.exchange;

import dev.featurestore.application.usecase.Credential;
import org.eclipse.jetty.server.Request;

/** The header that carries the API key. */
public final class ApiKeyHeader {
    private static final String NAME = "X-API-KEY";

    private ApiKeyHeader() {}

    /** The credential that a request brings. */
    public static Credential of(Request request) {
        return Credential.ofHeaders(request.getHeaders().getValuesList(NAME));
    }
}
