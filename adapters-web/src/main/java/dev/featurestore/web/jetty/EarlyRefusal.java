package dev.featurestore.web.jetty;

import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.Failure;
import dev.featurestore.web.exchange.AccessLog;
import dev.featurestore.web.exchange.ErrorBody;
import dev.featurestore.web.exchange.HttpStatuses;
import dev.featurestore.web.exchange.Responder;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers a request before it reaches a route: nobody needs its body any more. Thread-safe. */
final class EarlyRefusal {
    private EarlyRefusal() {}

    static void send(Request request, Response response, Callback callback, Failure failure) {
        HttpFields.Mutable headers = response.getHeaders();
        request.setAttribute(AccessLog.CODE, failure.code().number());
        response.setStatus(HttpStatuses.of(failure.code()));
        if ((failure.code() == ErrorCode.UNAVAILABLE || failure.code() == ErrorCode.TOO_MANY_REQUESTS)
                && !headers.contains(ErrorBody.RETRY_AFTER)) {
            retryAfter(response, ErrorBody.SOON);
        }
        byte[] body = ErrorBody.of(failure).toByteArray();
        headers.put(HttpHeader.CONTENT_TYPE, Responder.JSON);
        headers.put(HttpHeader.CONTENT_LENGTH, body.length);
        request.consumeAvailable();
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    static void retryAfter(Response response, Duration wait) {
        response.getHeaders().put(ErrorBody.RETRY_AFTER, ErrorBody.seconds(wait));
        response.getHeaders().put(ErrorBody.RETRY_AFTER_MILLIS, wait.toMillis());
    }
}
