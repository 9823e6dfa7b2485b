package dev.featurestore.web.browse;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.featurestore.domain.value.JsonType;
import dev.featurestore.domain.value.OfflineType;
import dev.featurestore.domain.value.Value;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.domain.view.KeyColumn;
import dev.featurestore.domain.view.Lookup;
import dev.featurestore.domain.view.VectorFeature;
import dev.featurestore.web.json.ValueWriter;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes requests for a view that can be sent as they are: for rows that there are, as far as any are known. */
final class ExampleRequest {
    private static final int BATCH = 2;

    private ExampleRequest() {}

    static void single(FeatureView view, List<Map<String, Value>> stored, JsonGenerator json) throws IOException {
        json.writeStartObject();
        writeName(view, json);
        json.writeFieldName("entries");
        writeEntry(view, stored, 1, json);
        json.writeFieldName("passedFeatures");
        writePassed(view, json);
        writeOptions(json);
        json.writeEndObject();
    }

    static void batch(FeatureView view, List<Map<String, Value>> stored, JsonGenerator json) throws IOException {
        json.writeStartObject();
        writeName(view, json);
        json.writeArrayFieldStart("entries");
        for (int entry = 1; entry <= BATCH; entry++) {
            writeEntry(view, stored, entry, json);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("passedFeatures");
        for (int entry = 1; entry <= BATCH; entry++) {
            writePassed(view, json);
        }
        json.writeEndArray();
        writeOptions(json);
        json.writeEndObject();
    }

    static void writeName(FeatureView view, JsonGenerator json) throws IOException {
        json.writeStringField("featureStoreName", view.store().name());
        json.writeStringField("featureViewName", view.name());
        json.writeNumberField("featureViewVersion", view.version());
    }

    /** Each key by its strongest name, which may feed several groups. */
    private static void writeEntry(FeatureView view, List<Map<String, Value>> stored, int number, JsonGenerator json)
            throws IOException {
        Map<String, Value> known = number <= stored.size() ? stored.get(number - 1) : Map.of();
        Map<String, KeyColumn> keys = new LinkedHashMap<>();
        for (Lookup lookup : view.lookups()) {
            for (KeyColumn key : lookup.key()) {
                List<String> names = view.entryNamesOf(key);
                // A spine does not know its key's type: a group that shares the name does.
                keys.merge(names.get(0), key, (first, second) -> lookup.group().spine() ? first : second);
            }
        }
        json.writeStartObject();
        for (Map.Entry<String, KeyColumn> key : keys.entrySet()) {
            json.writeFieldName(key.getKey());
            @Nullable Value value = known.get(key.getKey());
            if (value == null) {
                ExampleKey.write(key.getValue().type(), number, json);
            } else {
                new ValueWriter(json).value(value);
            }
        }
        json.writeEndObject();
    }

    /** What no table holds: the features of spines. */
    private static void writePassed(FeatureView view, JsonGenerator json) throws IOException {
        Set<String> written = new HashSet<>();
        json.writeStartObject();
        for (VectorFeature feature : view.features()) {
            boolean inSpine =
                    view.lookups().get(feature.source().lookup()).group().spine();
            if (inSpine && feature.source() instanceof VectorFeature.FromRow && written.add(feature.name())) {
                json.writeFieldName(feature.name());
                writeValue(feature.type(), json);
            }
        }
        json.writeEndObject();
    }

    private static void writeValue(OfflineType type, JsonGenerator json) throws IOException {
        if (type.accepts(JsonType.STRING)) {
            json.writeString("a");
        } else if (type.accepts(JsonType.NUMBER)) {
            json.writeNumber(1);
        } else if (type.accepts(JsonType.BOOLEAN)) {
            json.writeBoolean(true);
        } else {
            json.writeStartArray();
            json.writeEndArray();
        }
    }

    private static void writeOptions(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("metadataOptions");
        json.writeBooleanField("featureName", true);
        json.writeBooleanField("featureType", true);
        json.writeEndObject();
        json.writeObjectFieldStart("options");
        json.writeBooleanField("includeDetailedStatus", true);
        json.writeEndObject();
    }
}
