package dev.featurestore.web.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.domain.value.ColumnType;
import dev.featurestore.domain.value.OfflineType;
import dev.featurestore.domain.view.FeatureGroup;
import dev.featurestore.domain.view.FeatureStore;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.domain.view.FeatureViewDefinition;
import dev.featurestore.web.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MetadataTextsTest {
    private static final ResponseOptions BOTH = new ResponseOptions(true, true, false);

    private final MetadataTexts texts = new MetadataTexts();

    private String written(FeatureView view, ResponseOptions options) {
        return Json.write(json -> texts.write(view, options, json)).toString(StandardCharsets.UTF_8);
    }

    /** The view of that name, with a feature of that type. */
    private static FeatureView view(String type) {
        FeatureStore store = new FeatureStore(1, "fraud");
        FeatureGroup group =
                new FeatureGroup(2, "cards", 1, store, false, Map.of("é\"", ColumnType.parse(type)), List.of("é\""));
        return FeatureView.compile(new FeatureViewDefinition(
                store,
                "model",
                1,
                List.of(new FeatureViewDefinition.Join(0, "", group)),
                List.of(new FeatureViewDefinition.Feature("é\"", OfflineType.of(type), 0, 0, false)),
                List.of(new FeatureViewDefinition.ServingKey(0, "é\"", "", true, Optional.empty()))));
    }

    @Test
    void whatWasNotAskedForIsNull() {
        FeatureView view = view("int");

        assertThat(written(view, BOTH)).isEqualTo("[{\"featureName\":\"é\\\"\",\"featureType\":\"int\"}]");
        assertThat(written(view, new ResponseOptions(true, false, false)))
                .isEqualTo("[{\"featureName\":\"é\\\"\",\"featureType\":null}]");
        assertThat(written(view, new ResponseOptions(false, true, false)))
                .isEqualTo("[{\"featureName\":null,\"featureType\":\"int\"}]");
        assertThat(written(view, new ResponseOptions(false, false, true))).isEqualTo("null");
    }

    @Test
    void aViewThatWasMadeAnewIsWrittenAnew() {
        FeatureView before = view("int");
        FeatureView after = view("bigint");

        assertThat(written(before, BOTH)).contains("\"int\"");
        assertThat(written(after, BOTH)).contains("\"bigint\"");
        assertThat(written(before, BOTH)).contains("\"int\"");
    }
}
