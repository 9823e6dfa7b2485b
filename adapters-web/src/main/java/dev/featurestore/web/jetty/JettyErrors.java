package dev.featurestore.web.jetty;

import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.Failure;
import dev.featurestore.web.exchange.AccessLog;
import dev.featurestore.web.exchange.ErrorAnswers;
import dev.featurestore.web.exchange.ErrorBody;
import dev.featurestore.web.exchange.HttpStatuses;
import dev.featurestore.web.exchange.RequestIds;
import dev.featurestore.web.exchange.Responder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.QuietException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers in place of the HTTP engine, for what goes wrong before a request reaches a route. Thread-safe. */
final class JettyErrors implements Request.Handler {
    private static final Logger LOG = LoggerFactory.getLogger(JettyErrors.class);

    private static final int UPGRADE_REQUIRED = 426;
    private static final int VERSION_NOT_SUPPORTED = 505;

    private final CommonHeaders common;

    JettyErrors(CommonHeaders common) {
        this.common = common;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        HttpFields.Mutable headers = response.getHeaders();
        if (!headers.contains(RequestIds.HEADER)) {
            common.addTo(headers, request);
        }
        Object cause = request.getAttribute(ErrorHandler.ERROR_EXCEPTION);
        if (response.getStatus() == 500 && isOfTheConnection(cause)) {
            LOG.debug("Request {} was broken off", headers.get(RequestIds.HEADER), cause);
            response.setStatus(400);
        }
        if (response.getStatus() == UPGRADE_REQUIRED) {
            response.setStatus(VERSION_NOT_SUPPORTED); // the engine means a version that it does not speak here
        }
        int status = response.getStatus();
        ErrorCode code = HttpStatuses.codeOf(status);
        String id = String.valueOf(headers.get(RequestIds.HEADER));
        if (code == ErrorCode.INTERNAL) {
            LOG.error("Request {} failed", id, cause instanceof Throwable problem ? problem : null);
        }
        if (code == ErrorCode.UNAVAILABLE) {
            headers.put(ErrorBody.RETRY_AFTER, ErrorBody.seconds(ErrorBody.SOON));
            headers.put(ErrorBody.RETRY_AFTER_MILLIS, ErrorBody.SOON.toMillis());
        }
        request.setAttribute(AccessLog.CODE, code.number());
        if (!request.getConnectionMetaData().isPersistent()) {
            headers.put(HttpHeader.CONNECTION, "close");
        }
        byte[] body = ErrorBody.of(new Failure(code, message(status, code, id))).toByteArray();
        headers.put(HttpHeader.CONTENT_TYPE, Responder.JSON);
        headers.put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
    }

    /**
     * Whether the client, or the network, broke the request off: with a reset, a frame that is against the protocol, or
     * silence. Nobody reads the answer, but the log and the metrics must not put it down to the server. What happens
     * in a route never comes here: {@link ErrorAnswers} takes it.
     */
    private static boolean isOfTheConnection(@Nullable Object cause) {
        return cause instanceof IOException || cause instanceof TimeoutException || cause instanceof QuietException;
    }

    /** In words of our own: the engine's may name its classes. */
    private static String message(int status, ErrorCode code, String id) {
        return switch (status) {
            case 400 -> "The request line, a header or the framing of the body is malformed";
            case 404 -> "No such path";
            case 408 -> "The request did not come in time";
            case 417 -> "The header Expect may say 100-continue only";
            case 414 -> "The request line is too long";
            case 431 -> "The headers are too large";
            case 503 -> "The server has too much to do, or is about to stop";
            case VERSION_NOT_SUPPORTED -> "The HTTP version is not supported";
            default -> code == ErrorCode.INTERNAL ? id : "The request cannot be answered: HTTP status " + status;
        };
    }
}
