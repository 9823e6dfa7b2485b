package dev.featurestore.web.json;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes JSON to memory, so that an answer's length is known, and an answer that fails half-way is never begun. */
public final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();

    /** Bounds of what is set aside before anything is written. */
    private static final int LEAST = 512;

    private static final int MOST = 1 << 20;

    private Json() {}

    /** Something that writes one JSON value. */
    @FunctionalInterface
    public interface Document {
        void write(JsonGenerator json) throws IOException;
    }

    /** Writes a document. */
    public static ByteArrayOutputStream write(Document document) {
        return write(0, document);
    }

    /**
     * Writes a document whose size can be guessed.
     *
     * @param expected how many bytes it is likely to be, for fewer copies; any other number is fine too
     */
    public static ByteArrayOutputStream write(int expected, Document document) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(Math.max(LEAST, Math.min(expected, MOST)));
        try (JsonGenerator json = FACTORY.createGenerator(bytes, JsonEncoding.UTF8)) {
            document.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes;
    }
}
