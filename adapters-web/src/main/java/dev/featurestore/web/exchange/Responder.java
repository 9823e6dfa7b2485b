package dev.featurestore.web.exchange;

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

/** Sends whole answers without Javalin's code for it, which takes more time than the rest of Javalin. Thread-safe. */
public final class Responder {
    /** The content type of JSON. */
    public static final String JSON = "application/json";

    private static final Logger LOG = LoggerFactory.getLogger(Responder.class);

    /** Below that, compression makes nothing smaller that matters: it all goes in one packet. */
    private static final int MIN_COMPRESSED = 1024;

    private final MemoryBudget memory;
    private final boolean compression;
    private final boolean timing;

    /** @param timing whether answers of vectors tell how long they took to make, in the header Server-Timing */
    public Responder(MemoryBudget memory, boolean compression, boolean timing) {
        this.memory = memory;
        this.compression = compression;
        this.timing = timing;
    }

    /**
     * Sends JSON, compressed if it is long and the client takes that.
     *
     * @throws dev.featurestore.web.RequestRefused if the memory for answers that are being sent is used up
     */
    public void send(Context ctx, int status, ByteArrayOutputStream json) {
        send(ctx, status, JSON, json);
    }

    /** Sends a text of another kind, in the same way. */
    public void send(Context ctx, int status, String type, ByteArrayOutputStream text) {
        HttpServletResponse response = ctx.res();
        ServletContextRequest request = ServletContextRequest.getServletContextRequest(ctx.req());
        if (!(text instanceof AnswerBuffer)) {
            AnswerBuffer.hold(memory, request, text.size());
        }
        try {
            ByteArrayOutputStream body = text;
            if (compression && text.size() >= MIN_COMPRESSED) {
                response.setHeader("Vary", "Accept-Encoding");
                if (acceptsGzip(ctx.req())) {
                    body = compressed(text, AnswerBuffer.of(memory, request, text.size() / 2));
                    response.setHeader("Content-Encoding", "gzip");
                }
            }
            // HTTP/2 has no such header: there only the stream ends.
            if (!isReadWhole(request) && ctx.req().getProtocol().startsWith("HTTP/1")) {
                response.setHeader("Connection", "close");
            }
            if (timing) {
                RequestTrace.of(ctx.req()).ifPresent(trace -> ServerTiming.add(trace, response));
            }
            response.setStatus(status);
            response.setContentType(type);
            AnswerSender.leave(request, body);
        } catch (IOException e) {
            LOG.debug("The client did not wait for the answer", e);
        }
    }

    /**
     * Whether nothing of the request is still to come. If something is, the engine closes the connection after the
     * answer, and the client must know or it would send the next request on a connection that is being closed.
     */
    private static boolean isReadWhole(ServletContextRequest request) {
        return request.getHttpInput().consumeAvailable();
    }

    /** A header that is no list of encodings accepts none: no reason to refuse the request. */
    public static boolean acceptsGzip(HttpServletRequest request) {
        String accepted = request.getHeader("Accept-Encoding");
        if (accepted == null) {
            return false;
        }
        QuotedQualityCSV encodings = new QuotedQualityCSV();
        try {
            encodings.addValue(accepted);
        } catch (IllegalArgumentException malformed) {
            return false;
        }
        return encodings.getValues().contains("gzip");
    }

    private static AnswerBuffer compressed(ByteArrayOutputStream plain, AnswerBuffer bytes) throws IOException {
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
