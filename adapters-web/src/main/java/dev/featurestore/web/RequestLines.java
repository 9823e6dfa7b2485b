package dev.featurestore.web;

import dev.featurestore.domain.Failure;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.slf4j.Logger;

/** One line in the log for every request. Neither headers nor the query are in it: they may hold a key. */
final class RequestLines implements RequestLog {
    /** The request attribute that holds the code of the error it was answered with; absent if there was none. */
    static final String CODE = "dev.featurestore.web.code";

    private final Logger log;

    RequestLines(Logger log) {
        this.log = log;
    }

    @Override
    public void log(Request request, Response response) {
        if (log.isInfoEnabled()) {
            Object code = request.getAttribute(CODE);
            log.info(
                    "{} {} status={} code={} id={} us={}",
                    Failure.shortened(request.getMethod()),
                    Failure.shortened(String.valueOf(request.getHttpURI().getPath())),
                    response.getStatus(),
                    code == null ? "-" : code,
                    response.getHeaders().get(RequestIds.HEADER),
                    (System.nanoTime() - request.getHeadersNanoTime()) / 1000);
        }
    }
}
