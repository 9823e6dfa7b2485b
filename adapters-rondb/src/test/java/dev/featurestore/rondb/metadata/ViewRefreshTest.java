package dev.featurestore.rondb.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.featurestore.application.port.Deadline;
import dev.featurestore.application.port.FeatureViews.Resolution;
import dev.featurestore.application.port.StoreFailure;
import dev.featurestore.domain.value.ColumnType;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.domain.view.FeatureViewName;
import dev.featurestore.domain.view.VectorFeature;
import dev.featurestore.rondb.Rig;
import dev.featurestore.rondb.cache.CacheSettings;
import dev.featurestore.rondb.cache.Refresher;
import dev.featurestore.rondb.cluster.Cluster;
import dev.featurestore.rondb.testing.Engine;
import dev.featurestore.rondb.testing.Generation;
import dev.featurestore.rondb.testing.HopsworksLoader;
import dev.featurestore.rondb.testing.LoadedWorld;
import dev.featurestore.rondb.testing.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What has changed in the metadata is seen within the refresh interval, without a request that waits for it. */
@Timeout(60)
@ParameterizedClass(name = "{0}")
@MethodSource("dev.featurestore.rondb.testing.Engines#all")
class ViewRefreshTest {
    private static final FeatureViewName TRIAL = new FeatureViewName("labs", "trial", 1);

    @Parameter
    Engine engine;

    private LoadedWorld world;
    private Rig rig;
    private FeatureView before;

    @BeforeEach
    void load() {
        world = HopsworksLoader.load(engine, Generation.V5, World.resource("/small-world.json"));
        rig = new Rig(engine, Rig.BRIEF);
        before = rig.view("labs", "trial", 1);
    }

    @AfterEach
    void drop() {
        rig.close();
        world.close();
    }

    private boolean isReadable(String view) {
        try {
            return rig.views.find(new FeatureViewName("labs", view, 1)) instanceof Resolution.Found;
        } catch (StoreFailure failure) {
            return false;
        }
    }

    private FeatureView trial() {
        return ((Resolution.Found) rig.views.find(TRIAL)).view();
    }

    @Test
    void unchangedViewStaysTheSameInstance() throws InterruptedException {
        Rig.await(() -> rig.views.counts().loads() > 2);

        assertThat(trial()).isSameAs(before);
    }

    @Test
    void droppedViewIsGone() throws InterruptedException {
        world.mutations().dropView("labs", "trial", 1);

        Rig.await(() -> rig.views.find(TRIAL) instanceof Resolution.NoView);
    }

    @Test
    void recreatedViewIsTheNewOne() throws InterruptedException {
        world.mutations().dropView("labs", "trial", 1);
        Rig.await(() -> rig.views.find(TRIAL) instanceof Resolution.NoView);

        world.mutations().createView("labs", """
                        {"name": "trial", "version": 1,
                         "joins": [{"featureGroup": "subjects", "version": 1, "features": ["born", "id"]}]}
                        """);
        Rig.await(() -> rig.views.find(TRIAL) instanceof Resolution.Found);

        assertThat(trial().features()).extracting(VectorFeature::name).containsExactly("born", "id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"serving_key", "training_dataset_feature"})
    void viewThatWasReadBeforeItWasWrittenToItsEndIsReadAgain(String table) throws InterruptedException {
        world.mutations().execute("CREATE TABLE hopsworks.kept AS SELECT * FROM hopsworks." + table);
        world.mutations().execute("DELETE FROM hopsworks." + table);
        rig.close();
        rig = new Rig(engine, Rig.BRIEF);
        assertThat(rig.views.find(TRIAL))
                .satisfiesAnyOf(
                        answer -> assertThat(answer).isInstanceOf(Resolution.Unusable.class),
                        answer -> assertThat(trial().features()).isEmpty());

        world.mutations().execute("INSERT INTO hopsworks." + table + " SELECT * FROM hopsworks.kept");
        Rig.await(() -> rig.views.find(TRIAL) instanceof Resolution.Found found
                && found.view().features().equals(before.features()));

        assertThat(trial().lookups()).isEqualTo(before.lookups());
    }

    @Test
    void changedColumnIsSeen() throws InterruptedException {
        world.mutations().execute("ALTER TABLE labs.trials_1 MODIFY COLUMN dose decimal(12,4)");
        Rig.await(() -> trial() != before);

        assertThat(trial().lookups().get(0).columns().get(0).type()).isEqualTo(ColumnType.parse("decimal(12,4)"));
        assertThat(rig.views.counts().misses()).as("nobody waited").isEqualTo(1);
    }

    private void registerNewerSchemas() {
        world.mutations().execute("INSERT INTO hopsworks.schemas (id, `schema`, project_id) VALUES (900, 'newer', 1)");
        world.mutations()
                .execute("INSERT INTO hopsworks.subjects (subject, version, schema_id, project_id)"
                        + " SELECT subject, MAX(version) + 1, 900, project_id FROM hopsworks.subjects"
                        + " GROUP BY subject, project_id");
    }

    @Test
    void newerSchemaIsSeen() throws InterruptedException {
        FeatureView scan = rig.view("labs", "scan", 1);
        registerNewerSchemas();
        Rig.await(() -> rig.view("labs", "scan", 1) != scan);

        assertThat(Rig.avroSchemas(rig.view("labs", "scan", 1))).containsValue("newer");
    }

    @Test
    void viewServesOnWhileItsMetadataCannotBeRead() throws InterruptedException {
        world.mutations().execute("DROP TABLE hopsworks.feature_view");
        Rig.await(() -> rig.views.counts().failures() > 1);

        assertThat(trial()).isSameAs(before);
    }

    /** Whoever may not read the view is then told the same as of any view of the store. */
    @Test
    void theStoreOfAViewThatIsServedStaysKnown() throws InterruptedException {
        Duration interval = Duration.ofMillis(200);
        CacheSettings forgetful = new CacheSettings(
                interval, Duration.ofMillis(20), Duration.ofMinutes(30), Duration.ofMillis(100), interval, 20, 100);
        try (Rig other = new Rig(engine, forgetful)) {
            other.view("labs", "trial", 1);

            boolean fromMemory = false;
            while (!fromMemory) {
                Thread.sleep(1_000); // a store that was read once is forgotten
                long start = System.nanoTime();
                long misses = other.views.counts().misses();
                assertThat(other.view("labs", "trial", 1)).isNotNull();
                boolean known = other.views.knownStore("labs").isPresent();

                // a busy machine may be late to confirm the view, which is then read again, or late to ask for the
                // store
                fromMemory = other.views.counts().misses() == misses && System.nanoTime() - start < 150_000_000;
                assertThat(known || !fromMemory).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"name = 'other'", "version = 7", "feature_store_id = 4711"})
    void aViewThatGetsAnotherPlaceIsGoneFromItsOwn(String change) throws InterruptedException {
        world.mutations().execute("UPDATE hopsworks.feature_view SET " + change + " WHERE name = 'trial'");

        Rig.await(() -> rig.views.find(TRIAL) instanceof Resolution.NoView);
    }

    @Test
    void aViewWhoseStoreIsRenamedIsGoneFromItsOldName() throws InterruptedException {
        world.mutations().execute("UPDATE hopsworks.feature_store SET name = 'elsewhere' WHERE name = 'labs'");

        Rig.await(() -> rig.views.find(TRIAL) instanceof Resolution.NoStore);
    }

    /** It is another, that could not be served from its first moment on. */
    @Test
    void anotherViewThatCannotBeServedIsNotHiddenByTheOneBefore() throws InterruptedException {
        try (Rig lasting = new Rig(engine, Rig.LASTING)) {
            FeatureView held = lasting.view("labs", "trial", 1);
            world.mutations().dropView("labs", "trial", 1);
            world.mutations().createView("labs", """
                            {"name": "trial", "version": 1,
                             "joins": [{"featureGroup": "trials", "version": 1, "features": ["dose"]}]}
                            """);
            world.mutations().execute("DROP TABLE labs.trials_1");

            Rig.await(() -> lasting.views.reload(TRIAL, held, Deadline.NONE) instanceof Resolution.Unusable);
        }
    }

    @Test
    void viewsThatCannotBeReadAgainKeepNoOthersFromBeingConfirmed() {
        FeatureViewName scan = new FeatureViewName("labs", "scan", 1);
        try (Cluster cluster = Rig.cluster(engine, "store");
                Refresher refresher = new Refresher(1);
                MetadataDatabase database = new MetadataDatabase(cluster, Rig.LASTING, refresher)) {
            FeatureViewLoader loader = new FeatureViewLoader(
                    database,
                    new ExistingGroups(database, Rig.LASTING),
                    new OnlineTables(cluster, Rig.dictionary(engine), Rig.LASTING),
                    Rig.LASTING);
            Map<FeatureViewName, CachedView> held = loader.load(List.of(TRIAL, scan), Map.of());
            registerNewerSchemas();
            world.mutations().execute("ALTER TABLE hopsworks.training_dataset_join RENAME COLUMN prefix TO before_it");

            Map<FeatureViewName, CachedView> fresh = loader.refresh(held);

            assertThat(held).containsOnlyKeys(TRIAL, scan);
            assertThat(fresh).containsOnlyKeys(TRIAL).containsEntry(TRIAL, held.get(TRIAL));
        }
    }

    @Test
    void viewServesOnWhileItsMetadataContradictThemselves() throws InterruptedException {
        world.mutations().execute("ALTER TABLE labs.trials_1 RENAME COLUMN dose TO other");
        Rig.await(() -> rig.views.counts().failures() > 1);

        assertThat(trial()).isSameAs(before);
    }

    @Test
    void upgradeOfHopsworksIsNoticed() throws InterruptedException {
        world.mutations().execute("DROP TABLE hopsworks.serving_key");
        Rig.await(() -> isReadable("spined"));

        assertThat(rig.view("labs", "spined", 1).entryNames()).contains("s_id");
    }

    @Test
    void failedReadMakesItLookForTheTablesAtOnce() {
        try (Rig lasting = new Rig(engine, Rig.LASTING)) {
            lasting.view("labs", "trial", 1);
            world.mutations().execute("DROP TABLE hopsworks.serving_key");

            assertThatThrownBy(() -> lasting.view("labs", "spined", 1)).isInstanceOf(StoreFailure.class);

            assertThat(lasting.view("labs", "spined", 1).entryNames()).contains("s_id");
        }
    }
}
