package dev.featurestore.rondb.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.featurestore.application.port.FeatureViews.Resolution;
import dev.featurestore.application.port.StoreFailure;
import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.Failure;
import dev.featurestore.domain.value.ColumnType;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.domain.view.FeatureViewName;
import dev.featurestore.domain.view.KeyColumn;
import dev.featurestore.domain.view.Lookup;
import dev.featurestore.domain.view.VectorFeature;
import dev.featurestore.rondb.Rig;
import dev.featurestore.rondb.testing.Engine;
import dev.featurestore.rondb.testing.Engines;
import dev.featurestore.rondb.testing.Generation;
import dev.featurestore.rondb.testing.HopsworksLoader;
import dev.featurestore.rondb.testing.LoadedWorld;
import dev.featurestore.rondb.testing.World;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is read of a view, in every generation of Hopsworks, and how it fails. */
@ParameterizedClass(name = "{0}, {1}")
@MethodSource("enginesAndGenerations")
class ViewLoadingTest {
    @Parameter(0)
    Engine engine;

    @Parameter(1)
    Generation generation;

    private LoadedWorld world;
    private Rig rig;

    static Stream<Arguments> enginesAndGenerations() {
        return Engines.all().stream()
                .flatMap(engine -> Stream.of(Generation.values()).map(generation -> Arguments.of(engine, generation)));
    }

    @BeforeEach
    void load() {
        world = HopsworksLoader.load(engine, generation, World.resource("/small-world.json"));
        rig = new Rig(engine, Rig.LASTING);
    }

    @AfterEach
    void drop() {
        rig.close();
        world.close();
    }

    private void change(String sql, Object... values) {
        world.mutations().execute(sql, values);
    }

    private StoreFailure failure(String store, String view) {
        return catchThrowableOfType(StoreFailure.class, () -> rig.views.find(new FeatureViewName(store, view, 1)));
    }

    private void assertFails(ErrorCode code, String message) {
        StoreFailure failure = failure("labs", "trial");
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure).hasMessage(message);
    }

    @Test
    void everyKeyColumnIsAServingKeyWithItsJoinsPrefix() {
        FeatureView view = rig.view("labs", "trial", 1);

        assertThat(view.features()).extracting(VectorFeature::name).containsExactly("subject", "dose", "s_born");
        assertThat(view.lookups().get(0).key()).extracting(KeyColumn::name).containsExactly("subject", "day");
        assertThat(view.lookups().get(1).key()).extracting(KeyColumn::name).containsExactly("id");
        assertThat(view.lookups().get(1).key().get(0).entryNames()).containsExactly("s_id", "id");
        assertThat(view.lookups().get(1).key().get(0).required()).isTrue();
        assertThat(view.entryNames()).containsExactlyInAnyOrder("subject", "day", "s_id", "id");
    }

    @Test
    void columnTypesAreThoseOfTheOnlineTable() {
        Lookup trials = rig.view("labs", "trial", 1).lookups().get(0);

        assertThat(trials.key())
                .extracting(KeyColumn::type)
                .extracting(ColumnType::base)
                .containsExactly(ColumnType.Base.BIGINT, ColumnType.Base.DATE);
        assertThat(trials.columns().get(0).type()).isEqualTo(ColumnType.parse("decimal(10,2)"));
    }

    @Test
    void capitalsInAProjectsNameAreOfNoMatter() {
        change("UPDATE hopsworks.feature_store SET name = 'LABS'");

        FeatureView view = rig.view("Labs", "trial", 1);

        assertThat(view.store().name()).as("also that of its database").isEqualTo("labs");
        assertThat(rig.view("LABS", "trial", 1)).isSameAs(view);
        assertThat(rig.view("labs", "trial", 1)).isSameAs(view);
    }

    @Test
    void spineHasNoTableAndNeedsNone() {
        FeatureView view = rig.view("labs", "spined", 1);

        assertThat(view.lookups()).extracting(lookup -> lookup.group().spine()).containsExactly(true, false);
    }

    @Test
    void schemaIsReadForComplexFeaturesOnlyAndTheNewestCounts() {
        change("INSERT INTO hopsworks.schemas (id, `schema`, project_id) VALUES (900, 'newer', 1)");
        change("INSERT INTO hopsworks.subjects (subject, version, schema_id, project_id)"
                + " SELECT subject, MAX(version) + 90, 900, project_id FROM hopsworks.subjects"
                + " WHERE subject = 'scans_1' GROUP BY subject, project_id");

        FeatureView simple = rig.view("labs", "trial", 1);
        FeatureView complex = rig.view("labs", "scan", 1);

        assertThat(Rig.avroSchemas(simple)).isEmpty();
        assertThat(Rig.avroSchemas(complex))
                .containsOnlyKeys(world.groupId("labs", "scans", 1))
                .containsValue("newer");
    }

    @Test
    void schemaOfAnotherProjectDoesNotCount() {
        change("UPDATE hopsworks.subjects SET project_id = project_id + 1000");

        assertThat(Rig.avroSchemas(rig.view("labs", "scan", 1))).isEmpty();
    }

    @Test
    void labelsOfADeletedGroupDoNotKeepAViewFromServing() {
        world.mutations().deleteGroup("labs", "outcomes", 1);

        FeatureView view = rig.view("labs", "labelled", 1);

        assertThat(view.features()).extracting(VectorFeature::name).containsExactly("subject", "dose");
    }

    @Test
    void groupThatOnlyGivesLabelsNeedsNoOnlineTable() {
        change("DROP TABLE labs.outcomes_1");

        assertThat(rig.view("labs", "labelled", 1).labels()).containsExactly("outcome");
    }

    @Test
    void featureWhoseGroupIsDeletedIsNamed() {
        world.mutations().deleteGroup("labs", "subjects", 1);

        Resolution resolution = rig.views.find(new FeatureViewName("labs", "trial", 1));

        assertThat(resolution)
                .isInstanceOfSatisfying(
                        Resolution.GroupDeleted.class,
                        deleted -> assertThat(deleted.feature()).isEqualTo("born"));
    }

    @Test
    void metadataWithoutLaterColumnsAreRead() {
        change("ALTER TABLE hopsworks.feature_group DROP COLUMN online_enabled");
        change("ALTER TABLE hopsworks.on_demand_feature_group DROP COLUMN spine");

        assertThat(rig.view("labs", "trial", 1)).isNotNull();
    }

    @Test
    void groupThatIsNotOnlineIsNamed() {
        change("DROP TABLE labs.subjects_1");

        assertUnusable(
                ErrorCode.FEATURE_GROUP_UNREADABLE,
                "Reading feature view labs/trial version 1 failed:"
                        + " feature group labs/subjects_1 has no online table");
    }

    @Test
    void viewThatContradictsItselfSaysHow() {
        change("UPDATE hopsworks.training_dataset_feature SET name = 'nosuch' WHERE name = 'dose'");

        assertUnusable(
                ErrorCode.FEATURE_VIEW_UNREADABLE,
                "Reading feature view labs/trial version 1 failed: table trials_1 has no column 'nosuch'");
    }

    @Test
    void theStoreIsKnownOnceItWasReadThoughItsViewsCannotBe() {
        assertThat(rig.views.knownStore("labs")).isEmpty();

        FeatureView view = rig.view("labs", "spined", 1);
        change("ALTER TABLE hopsworks.training_dataset_feature RENAME TO hopsworks.gone");

        assertThat(failure("labs", "trial")).isNotNull();
        assertThat(rig.views.knownStore("LABS")).contains(view.store());
        assertThat(rig.views.knownStore("nosuch")).isEmpty();
    }

    private void assertUnusable(ErrorCode code, String message) {
        assertThat(rig.views.find(new FeatureViewName("labs", "trial", 1)))
                .isInstanceOfSatisfying(Resolution.Unusable.class, unusable -> {
                    assertThat(unusable.failure()).isEqualTo(new Failure(code, message));
                    assertThat(unusable.store().name()).isEqualTo("labs");
                });
    }

    @Test
    void eachFailingReadHasItsCode() {
        record Read(String table, ErrorCode code, String what) {}
        List<Read> reads = List.of(
                new Read("on_demand_feature_group", ErrorCode.FEATURE_GROUP_UNREADABLE, " (feature groups)"),
                new Read(
                        generation.hasServingKeys() ? "serving_key" : "cached_feature_extra_constraints",
                        ErrorCode.FEATURE_VIEW_UNREADABLE,
                        " (serving keys)"),
                new Read("training_dataset_feature", ErrorCode.FEATURES_UNREADABLE, " (features)"),
                new Read("training_dataset_join", ErrorCode.JOINS_UNREADABLE, " (joins)"),
                new Read("feature_view", ErrorCode.FEATURE_VIEW_UNREADABLE, ""));

        for (Read read : reads) {
            rig.close();
            rig = new Rig(engine, Rig.LASTING);
            rig.view("labs", "spined", 1); // from now on the tables are believed to be there
            change("ALTER TABLE hopsworks." + read.table() + " RENAME TO hopsworks.gone");
            assertFails(read.code(), "Reading feature view labs/trial version 1" + read.what() + " failed");
            change("ALTER TABLE hopsworks.gone RENAME TO hopsworks." + read.table());
        }
        change("ALTER TABLE hopsworks.feature_store DROP COLUMN project_id");
        assertFails(ErrorCode.FEATURE_STORE_UNREADABLE, "Reading feature store labs failed");
    }
}
