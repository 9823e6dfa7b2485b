package dev.featurestore.web;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.QuotedQualityCSV;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends whole answers, past Javalin's own way of doing it, which costs more than all else it does. Thread-safe. */
final class Responder {
    static final String JSON = "application/json";

    private static final Logger LOG = LoggerFactory.getLogger(Responder.class);

    /** Below that, compression makes nothing smaller that matters: it all goes in one packet. */
    private static final int LEAST_COMPRESSED = 1024;

    private final boolean compression;

    Responder(boolean compression) {
        this.compression = compression;
    }

    /** Sends JSON, compressed if it is long and the client takes that. */
    void send(Context ctx, int status, ByteArrayOutputStream json) {
        HttpServletResponse response = ctx.res();
        try {
            ByteArrayOutputStream body = json;
            if (compression && json.size() >= LEAST_COMPRESSED) {
                response.setHeader("Vary", "Accept-Encoding");
                if (acceptsGzip(ctx.req())) {
                    response.setHeader("Content-Encoding", "gzip");
                    body = compressed(json);
                }
            }
            if (!isReadWhole(ctx.req())) {
                response.setHeader("Connection", "close");
            }
            response.setStatus(status);
            response.setContentType(JSON);
            response.setContentLength(body.size());
            body.writeTo(response.getOutputStream());
        } catch (IOException e) {
            LOG.debug("The client did not wait for the answer", e);
        }
    }

    /**
     * Whether nothing of the request is still to come. If something is, the engine closes the connection after the
     * answer, and the client must know or it will send the next request into the void.
     */
    private static boolean isReadWhole(HttpServletRequest request) {
        return ServletContextRequest.getServletContextRequest(request)
                .getHttpInput()
                .consumeAvailable();
    }

    private static boolean acceptsGzip(HttpServletRequest request) {
        String accepted = request.getHeader("Accept-Encoding");
        if (accepted == null) {
            return false;
        }
        QuotedQualityCSV encodings = new QuotedQualityCSV();
        encodings.addValue(accepted);
        return encodings.getValues().contains("gzip");
    }

    private static ByteArrayOutputStream compressed(ByteArrayOutputStream plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(plain.size() / 2);
        try (OutputStream gzip = new FastGzip(bytes)) {
            plain.writeTo(gzip);
        }
        return bytes;
    }

    /** At the fastest level: clients wait for this. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out, 8192);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
