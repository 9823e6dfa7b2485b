package dev.featurestore.web;

import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.Failure;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers in place of the HTTP engine, for what goes wrong before a request reaches a route. Thread-safe. */
final class JettyErrors implements Request.Handler {
    private static final Logger LOG = LoggerFactory.getLogger(JettyErrors.class);

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        HttpFields.Mutable headers = response.getHeaders();
        if (!headers.contains(RequestIds.HEADER)) {
            headers.put(RequestIds.HEADER, RequestIds.of(request.getHeaders().get(RequestIds.HEADER)));
        }
        int status = response.getStatus();
        ErrorCode code = HttpStatuses.codeOf(status);
        String id = String.valueOf(headers.get(RequestIds.HEADER));
        if (code == ErrorCode.INTERNAL) {
            Object cause = request.getAttribute(ErrorHandler.ERROR_EXCEPTION);
            LOG.error("Request {} failed", id, cause instanceof Throwable problem ? problem : null);
        }
        if (code == ErrorCode.UNAVAILABLE) {
            headers.put(ErrorBody.RETRY_AFTER, ErrorBody.seconds(ErrorBody.SOON));
            headers.put(ErrorBody.RETRY_AFTER_MILLIS, ErrorBody.SOON.toMillis());
        }
        request.setAttribute(RequestLines.CODE, code.number());
        byte[] body = ErrorBody.of(new Failure(code, message(status, code, id))).toByteArray();
        headers.put(HttpHeader.CONTENT_TYPE, Responder.JSON);
        headers.put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
    }

    /** In words of our own: the engine's may name its classes. */
    private static String message(int status, ErrorCode code, String id) {
        return switch (status) {
            case 400 -> "The request line, a header or the framing of the body is malformed";
            case 404 -> "No such path";
            case 408 -> "The request did not come in time";
            case 414 -> "The request line is too long";
            case 431 -> "The headers are too large";
            case 503 -> "The server has too much to do, or is about to stop";
            case 505 -> "The HTTP version is not supported";
            default -> code == ErrorCode.INTERNAL ? id : "The request cannot be answered: HTTP status " + status;
        };
    }
}
