package dev.featurestore.web.browse;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.featurestore.application.usecase.BrowseFeatureViews.Described;
import dev.featurestore.domain.value.Value;
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
import java.util.Map;
import java.util.Optional;

/** Writes what a client must know of a feature view to ask for its vectors and to read them. */
final class ViewDescription {
    private final FeatureView view;
    private final List<Map<String, Value>> stored;
    private final Metrics metrics;
    private final JsonGenerator json;

    private ViewDescription(Described described, Metrics metrics, JsonGenerator json) {
        this.view = described.view();
        this.stored = described.stored();
        this.metrics = metrics;
        this.json = json;
    }

    static ByteArrayOutputStream of(Described described, Metrics metrics) {
        return Json.write(json -> new ViewDescription(described, metrics, json).write());
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
        ExampleRequest.single(view, stored, json);
        json.writeFieldName("batch");
        ExampleRequest.batch(view, stored, json);
        json.writeEndObject();
        json.writeEndObject();
    }

    private void writeKey(Lookup lookup, KeyColumn key) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("names");
        for (String name : view.entryNamesOf(key)) {
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
