package dev.featurestore.web.json;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes JSON to memory, so that an answer's length is known, and an answer that fails half-way is never begun. */
public final class Json {
    /** Emoji are written as they are, in four bytes instead of twelve; half a one, which UTF-8 has not, is escaped. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    /** What is set aside before anything is written. */
    private static final int FIRST_ROOM = 512;

    private Json() {}

    /** Something that writes one JSON value. */
    @FunctionalInterface
    public interface Document {
        void write(JsonGenerator json) throws IOException;
    }

    /** Writes a document. */
    public static ByteArrayOutputStream write(Document document) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(FIRST_ROOM);
        write(bytes, document);
        return bytes;
    }

    /** Writes a document to memory that is there already. */
    public static void write(ByteArrayOutputStream bytes, Document document) {
        try (JsonGenerator json = FACTORY.createGenerator(bytes, JsonEncoding.UTF8)) {
            document.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
