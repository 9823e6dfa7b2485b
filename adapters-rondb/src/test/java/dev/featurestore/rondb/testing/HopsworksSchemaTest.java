package dev.featurestore.rondb.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("dev.featurestore.rondb.testing.Engines#all")
class HopsworksSchemaTest {
    private static final String[] COMMON = {
        "api_key", "feature_group", "feature_store", "feature_view", "on_demand_feature", "on_demand_feature_group",
        "cached_feature_extra_constraints", "project", "project_team", "schemas", "subjects",
                "training_dataset_feature",
        "training_dataset_join", "users", "dataset"
    };
    private static final String[] FINE_GRAINED = {
        "shared_feature_store",
        "shared_feature_group",
        "shared_feature",
        "restricted_feature_group_access",
        "restricted_feature_access"
    };

    @Parameter
    private Engine engine;

    @AfterEach
    void drop() throws SQLException {
        try (Connection connection = engine.connect()) {
            engine.dropDatabase(connection, HopsworksSchema.DATABASE);
        }
    }

    private List<String> texts(String query, Object... values) {
        return Queries.texts(engine, query, values);
    }

    private List<String> tables() throws SQLException {
        return texts("SELECT table_name FROM information_schema.tables WHERE table_schema = 'hopsworks'");
    }

    private List<String> columns(String table) throws SQLException {
        return texts(
                "SELECT column_name FROM information_schema.columns WHERE table_schema = 'hopsworks' AND table_name = ?",
                table);
    }

    @ParameterizedTest
    @EnumSource
    void everyGenerationHasItsTables(Generation generation) throws SQLException {
        HopsworksSchema.create(engine, generation);

        assertThat(tables()).contains(COMMON);
        switch (generation) {
            case V3_3 ->
                assertThat(tables())
                        .contains("dataset_shared_with")
                        .doesNotContain("serving_key")
                        .doesNotContain(FINE_GRAINED);
            case V4 ->
                assertThat(tables())
                        .contains("dataset_shared_with", "serving_key")
                        .doesNotContain(FINE_GRAINED);
            case V5 ->
                assertThat(tables())
                        .contains("serving_key")
                        .contains(FINE_GRAINED)
                        .doesNotContain("dataset_shared_with");
        }
    }

    @ParameterizedTest
    @EnumSource
    void helperColumnsCameAfterTheFirstGeneration(Generation generation) throws SQLException {
        HopsworksSchema.create(engine, generation);

        List<String> columns = columns("training_dataset_feature");

        assertThat(columns).contains("feature_view_id", "td_join", "label");
        assertThat(columns.contains("inference_helper_column")).isEqualTo(generation != Generation.V3_3);
    }

    @ParameterizedTest
    @EnumSource
    void schemasGrewLongerAfterTheFirstGeneration(Generation generation) throws SQLException {
        HopsworksSchema.create(engine, generation);

        List<String> length = texts("SELECT character_maximum_length FROM information_schema.columns"
                + " WHERE table_schema = 'hopsworks' AND table_name = 'schemas' AND column_name = 'schema'");

        assertThat(Long.parseLong(length.get(0)) > 29_000).isEqualTo(generation != Generation.V3_3);
    }
}
