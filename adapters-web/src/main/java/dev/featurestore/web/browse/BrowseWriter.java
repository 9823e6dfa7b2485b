package dev.featurestore.web.browse;

import dev.featurestore.application.port.FeatureStoreCatalogue.ViewVersion;
import dev.featurestore.application.port.FeatureStoreCatalogue.Views;
import dev.featurestore.domain.view.FeatureStore;
import dev.featurestore.web.json.Json;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** Writes lists of stores and of views. */
final class BrowseWriter {
    private BrowseWriter() {}

    static ByteArrayOutputStream stores(List<FeatureStore> stores) {
        return Json.write(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("featureStores");
            for (FeatureStore store : stores) {
                json.writeStartObject();
                json.writeNumberField("id", store.id());
                json.writeStringField("name", store.name());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    static ByteArrayOutputStream views(Views views) {
        return Json.write(json -> {
            json.writeStartObject();
            json.writeNumberField("featureStoreId", views.store().id());
            json.writeStringField("featureStoreName", views.store().name());
            json.writeArrayFieldStart("featureViews");
            for (ViewVersion view : views.views()) {
                json.writeStartObject();
                json.writeStringField("name", view.name());
                json.writeNumberField("version", view.version());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }
}
