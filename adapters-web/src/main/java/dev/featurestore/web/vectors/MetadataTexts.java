package dev.featurestore.web.vectors;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.domain.view.VectorFeature;
import dev.featurestore.web.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The metadata of answers: names and types of the features. Many clients ask for them with every request, and they only
 * change with the view: each is written once, and kept for as long as anybody holds the view. Thread-safe.
 */
final class MetadataTexts {
    private final Cache<FeatureView, Texts> texts =
            Caffeine.newBuilder().weakKeys().executor(Runnable::run).build();

    /** The JSON of what can be asked for. */
    private record Texts(SerializableString names, SerializableString types, SerializableString both) {
        static Texts of(FeatureView view) {
            return new Texts(text(view, true, false), text(view, false, true), text(view, true, true));
        }
    }

    /** Writes what was asked for, or null. */
    void write(FeatureView view, ResponseOptions options, JsonGenerator json) throws IOException {
        if (!options.names() && !options.types()) {
            json.writeNull();
            return;
        }
        Texts known = texts.get(view, Texts::of);
        if (!options.types()) {
            json.writeRawValue(known.names());
        } else {
            json.writeRawValue(options.names() ? known.both() : known.types());
        }
    }

    private static SerializableString text(FeatureView view, boolean names, boolean types) {
        return new SerializedString(Json.write(json -> {
                    json.writeStartArray();
                    for (VectorFeature feature : view.features()) {
                        json.writeStartObject();
                        writeIf(names, "featureName", feature.name(), json);
                        writeIf(types, "featureType", feature.type().text(), json);
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                })
                .toString(StandardCharsets.UTF_8));
    }

    private static void writeIf(boolean wanted, String member, String text, JsonGenerator json) throws IOException {
        if (wanted) {
            json.writeStringField(member, text);
        } else {
            json.writeNullField(member);
        }
    }
}
