package dev.featurestore.web.browse;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.featurestore.domain.view.FeatureGroup;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.domain.view.KeyColumn;
import dev.featurestore.domain.view.Lookup;
import dev.featurestore.domain.view.VectorFeature;
import dev.featurestore.web.json.Json;
import dev.featurestore.web.metrics.FeatureCounts;
import dev.featurestore.web.metrics.Metrics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Writes what a client must know of a feature view to ask for its vectors and to read them. */
final class ViewDescription {
    private final FeatureView view;
    private final Metrics metrics;
    private final JsonGenerator json;

    private ViewDescription(FeatureView view, Metrics metrics, JsonGenerator json) {
        this.view = view;
        this.metrics = metrics;
        this.json = json;
    }

    static ByteArrayOutputStream of(FeatureView view, Metrics metrics) {
        return Json.write(json -> new ViewDescription(view, metrics, json).write());
    }

    /** The names that an entry may use for a key, the strongest first. A view's query may join on names that it may not. */
    static List<String> names(FeatureView view, KeyColumn key) {
        return key.entryNames().stream().filter(view.entryNames()::contains).toList();
    }

    private void write() throws IOException {
        json.writeStartObject();
        ExampleRequest.writeName(view, json);
        json.writeArrayFieldStart("servingKeys");
        for (Lookup lookup : view.lookups()) {
            for (KeyColumn key : lookup.key()) {
                writeKey(lookup, key);
            }
        }
        json.writeEndArray();
        json.writeNumberField("servedVectors", metrics.served(view));
        json.writeArrayFieldStart("features");
        for (int position = 0; position < view.features().size(); position++) {
            writeFeature(position, view.features().get(position));
        }
        json.writeEndArray();
        json.writeArrayFieldStart("featureGroups");
        for (Lookup lookup : view.lookups()) {
            writeGroup(lookup.group());
        }
        json.writeEndArray();
        json.writeObjectFieldStart("examples");
        json.writeFieldName("single");
        ExampleRequest.single(view, json);
        json.writeFieldName("batch");
        ExampleRequest.batch(view, json);
        json.writeEndObject();
        json.writeEndObject();
    }

    private void writeKey(Lookup lookup, KeyColumn key) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("names");
        for (String name : names(view, key)) {
            json.writeString(name);
        }
        json.writeEndArray();
        if (lookup.group().spine()) {
            json.writeNullField("type");
            json.writeStringField("expected", "any value");
        } else {
            json.writeStringField("type", key.type().toString());
            json.writeStringField("expected", key.type().keyExpectation());
        }
        json.writeBooleanField("required", key.required());
        json.writeNumberField("featureGroup", lookup.position());
        json.writeStringField("column", key.name());
        json.writeEndObject();
    }

    private void writeFeature(int position, VectorFeature feature) throws IOException {
        json.writeStartObject();
        json.writeNumberField("position", position);
        json.writeStringField("name", feature.name());
        json.writeStringField("type", feature.type().text());
        json.writeNumberField("featureGroup", feature.source().lookup());
        json.writeBooleanField("key", feature.source() instanceof VectorFeature.FromKey);
        Optional<FeatureCounts> seen = metrics.feature(view, feature.name());
        json.writeNumberField("nulls", seen.map(FeatureCounts::nulls).orElse(0L));
        json.writeNumberField("missing", seen.map(FeatureCounts::missing).orElse(0L));
        json.writeNumberField("passed", seen.map(FeatureCounts::passed).orElse(0L));
        json.writeEndObject();
    }

    private void writeGroup(FeatureGroup group) throws IOException {
        json.writeStartObject();
        json.writeNumberField("id", group.id());
        json.writeStringField("featureStoreName", group.store().name());
        json.writeStringField("name", group.name());
        json.writeNumberField("version", group.version());
        json.writeStringField("kind", group.spine() ? "spine" : "online");
        json.writeEndObject();
    }
}
