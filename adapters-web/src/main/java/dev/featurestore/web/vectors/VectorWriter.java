package dev.featurestore.web.vectors;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.featurestore.application.usecase.GetFeatureVector;
import dev.featurestore.application.usecase.GetFeatureVectors;
import dev.featurestore.domain.vector.FeatureVector;
import dev.featurestore.domain.vector.LookupStatus;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.domain.view.Lookup;
import dev.featurestore.web.json.Json;
import dev.featurestore.web.json.ValueWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/** Writes the answers that hold vectors: always the same members in the same order. Thread-safe. */
final class VectorWriter {
    /** What a value takes: a double mostly fewer than 20 characters, a text often some more. */
    private static final int BYTES_OF_A_VALUE = 24;

    /** What a vector takes beside its values: brackets and its status. */
    private static final int BYTES_OF_A_VECTOR = 16;

    /** What an answer takes beside its vectors: the names of its members. */
    private static final int BYTES_OF_AN_ANSWER = 80;

    private final MetadataTexts metadata = new MetadataTexts();

    void one(GetFeatureVector.Vector answer, ResponseOptions options, ByteArrayOutputStream bytes) {
        Json.write(bytes, json -> {
            json.writeStartObject();
            json.writeFieldName("features");
            new ValueWriter(json).write(answer.vector().features());
            json.writeFieldName("metadata");
            metadata.write(answer.view(), options, json);
            json.writeStringField("status", status(answer.vector()));
            json.writeFieldName("detailedStatus");
            if (options.lookups()) {
                writeLookups(answer.view(), answer.vector(), json);
            } else {
                json.writeNull();
            }
            json.writeEndObject();
        });
    }

    void many(GetFeatureVectors.Vectors answer, ResponseOptions options, ByteArrayOutputStream bytes) {
        Json.write(bytes, json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("features");
            ValueWriter values = new ValueWriter(json);
            for (FeatureVector vector : answer.vectors()) {
                if (vector instanceof FeatureVector.Served served) {
                    values.write(served.features());
                } else {
                    json.writeNull();
                }
            }
            json.writeEndArray();
            json.writeFieldName("metadata");
            metadata.write(answer.view(), options, json);
            json.writeArrayFieldStart("status");
            for (FeatureVector vector : answer.vectors()) {
                json.writeString(status(vector));
            }
            json.writeEndArray();
            json.writeFieldName("detailedStatus");
            if (options.lookups()) {
                json.writeStartArray();
                for (FeatureVector vector : answer.vectors()) {
                    writeLookups(answer.view(), vector, json);
                }
                json.writeEndArray();
            } else {
                json.writeNull();
            }
            json.writeEndObject();
        });
    }

    /** How many bytes an answer is likely to be; any number at all if there are too many. */
    static int likelySize(FeatureView view, int vectors) {
        return BYTES_OF_AN_ANSWER
                + (BYTES_OF_A_VECTOR + BYTES_OF_A_VALUE * view.features().size()) * vectors;
    }

    private static String status(FeatureVector vector) {
        if (vector instanceof FeatureVector.Served served) {
            return served.complete() ? "COMPLETE" : "MISSING";
        }
        return "ERROR";
    }

    private static void writeLookups(FeatureView view, FeatureVector vector, JsonGenerator json) throws IOException {
        List<Lookup> lookups = view.lookups();
        json.writeStartArray();
        for (int i = 0; i < lookups.size(); i++) {
            json.writeStartObject();
            json.writeNumberField("featureGroupId", lookups.get(i).group().id());
            json.writeNumberField("httpStatus", httpStatus(vector.lookups().get(i)));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static int httpStatus(LookupStatus status) {
        return switch (status) {
            case FOUND -> 200;
            case NO_ROW -> 404;
            case NOT_LOOKED_UP -> 400;
            case UNDECODABLE -> 500;
        };
    }
}
