package dev.featurestore.web.jetty;

import dev.featurestore.web.WebSettings;
import dev.featurestore.web.exchange.RequestIds;
import dev.featurestore.web.tls.TlsSettings;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Request;

/** Headers of every answer, whether a route, the HTTP engine or anything between them wrote it. Thread-safe. */
final class CommonHeaders {
    /** Browsers must not take JSON with names and values of others for a page or a script. */
    private static final HttpField NO_SNIFFING = new PreEncodedHttpField("X-Content-Type-Options", "nosniff");

    private final Optional<HttpField> strictTransport;

    CommonHeaders(WebSettings settings) {
        this.strictTransport = settings.tls()
                .map(TlsSettings::hstsMaxAge)
                .filter(maxAge -> !maxAge.isZero())
                .map(CommonHeaders::strictTransport);
    }

    /** RFC 6797, section 6.1. */
    private static HttpField strictTransport(Duration maxAge) {
        return new PreEncodedHttpField(HttpHeader.STRICT_TRANSPORT_SECURITY, "max-age=" + maxAge.toSeconds());
    }

    /** The id, {@code nosniff}, and over TLS, if that is set, {@code Strict-Transport-Security}. */
    void addTo(HttpFields.Mutable answer, Request request) {
        answer.put(RequestIds.HEADER, RequestIds.of(request.getHeaders().get(RequestIds.HEADER)));
        answer.put(NO_SNIFFING);
        // Never on the port for metrics, which is not encrypted: RFC 6797, section 7.2.
        if (strictTransport.isPresent() && request.getConnectionMetaData().isSecure()) {
            answer.put(strictTransport.get());
        }
    }
}
