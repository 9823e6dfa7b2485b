package dev.featurestore.web.pages;

import dev.featurestore.web.exchange.AnswerSender;
import dev.featurestore.web.exchange.Responder;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file that comes with the program, read and compressed when it is first asked for, and kept. Thread-safe. */
final class StaticFile {
    private static final Logger LOG = LoggerFactory.getLogger(StaticFile.class);

    private final String resource;
    private final Map<String, String> headers;
    private volatile @Nullable Content content;

    StaticFile(String resource, Map<String, String> headers) {
        this.resource = resource;
        this.headers = headers;
    }

    /** Sends it; or that it has not changed, to a browser that has this very file. */
    void send(Context ctx) {
        Content file = content();
        HttpServletResponse response = ctx.res();
        headers.forEach(response::setHeader);
        response.setHeader("Cache-Control", "no-cache");
        response.setHeader("ETag", "W/" + file.digest());
        response.setHeader("Vary", "Accept-Encoding");
        String known = ctx.req().getHeader("If-None-Match");
        if (known != null && known.contains(file.digest())) { // one of a list, perhaps
            response.setStatus(304);
            return;
        }
        ByteArrayOutputStream body = file.plain();
        if (Responder.acceptsGzip(ctx.req())) {
            response.setHeader("Content-Encoding", "gzip");
            body = file.zipped();
        }
        response.setContentType(contentType());
        try {
            AnswerSender.leave(ServletContextRequest.getServletContextRequest(ctx.req()), body);
        } catch (IOException e) {
            LOG.debug("The client did not wait for the answer", e);
        }
    }

    private String contentType() {
        String ending = resource.substring(resource.lastIndexOf('.') + 1);
        return switch (ending) {
            case "html" -> "text/html;charset=utf-8";
            case "js" -> "text/javascript;charset=utf-8";
            case "css" -> "text/css;charset=utf-8";
            case "svg" -> "image/svg+xml;charset=utf-8";
            default -> "text/plain;charset=utf-8";
        };
    }

    /** Two threads may both read it: they find the same. */
    private Content content() {
        @Nullable Content known = content;
        if (known == null) {
            known = Content.read(resource);
            content = known;
        }
        return known;
    }

    /**
     * A file, as it is and compressed.
     *
     * @param digest in quotes: with a {@code W/} before it, a tag that stands for both
     */
    private record Content(ByteArrayOutputStream plain, ByteArrayOutputStream zipped, String digest) {
        static Content read(String resource) {
            try (InputStream in = StaticFile.class.getResourceAsStream(resource)) {
                ByteArrayOutputStream plain = new ByteArrayOutputStream();
                Objects.requireNonNull(in, resource).transferTo(plain);
                ByteArrayOutputStream zipped = new ByteArrayOutputStream();
                try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
                    plain.writeTo(gzip);
                }
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(plain.toByteArray());
                return new Content(plain, zipped, '"' + HexFormat.of().formatHex(digest, 0, 12) + '"');
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JDK has it", e);
            }
        }
    }
}
