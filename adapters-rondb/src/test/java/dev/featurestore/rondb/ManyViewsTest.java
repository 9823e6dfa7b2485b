package dev.featurestore.rondb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.application.port.FeatureViews.Resolution;
import dev.featurestore.domain.access.Access;
import dev.featurestore.domain.access.ApiKey;
import dev.featurestore.domain.access.Caller;
import dev.featurestore.domain.value.ColumnType;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.domain.view.FeatureViewName;
import dev.featurestore.rondb.cache.CacheSettings;
import dev.featurestore.rondb.testing.Engine;
import dev.featurestore.rondb.testing.ManyViews;
import dev.featurestore.rondb.testing.MariaDbEngine;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A thousand views and keys in memory: what changes is seen in time, and nothing else is touched. */
@Timeout(120)
class ManyViewsTest {
    private static final int VIEWS = 1_000;
    private static final int GROUPS = 300;
    private static final int KEYS = 1_000;
    /** The view that is changed; its groups are the 101st and the 102nd, which are also those of views 400 and 700. */
    private static final int CHANGED = 100;

    private static final Duration INTERVAL = Duration.ofSeconds(2);
    /** For a machine that is busy with other work. */
    private static final Duration SLACK = Duration.ofSeconds(6);

    private final Engine engine = MariaDbEngine.shared(); // a cluster takes minutes for as many tables

    private final ManyViews many = new ManyViews(VIEWS, GROUPS, KEYS);
    private final Map<FeatureViewName, FeatureView> before = new HashMap<>();
    private Rig rig;

    @BeforeEach
    void load() throws SQLException {
        many.load(engine);
        open(INTERVAL);
        many.names().forEach(name -> before.put(name, view(name)));
    }

    private void open(Duration interval) {
        rig = new Rig(engine, CacheSettings.of(interval, Duration.ofMillis(200), Duration.ofMinutes(30)));
        long start = System.nanoTime();
        assertThat(rig.views.preload(many.names())).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }

    @AfterEach
    void drop() throws SQLException {
        rig.close();
        try (Connection connection = engine.connect()) {
            engine.dropDatabase(connection, ManyViews.STORE);
        }
    }

    private FeatureView view(FeatureViewName name) {
        return ((Resolution.Found) rig.views.find(name)).view();
    }

    private void change(String... statements) throws SQLException {
        try (Connection connection = engine.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static void awaitInTime(BooleanSupplier condition) throws InterruptedException {
        long start = System.nanoTime();
        Rig.await(condition);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(INTERVAL.plus(SLACK));
    }

    /** All but these are the same instances as before, after another round too. */
    private void assertOnlyChanged(Integer... views) throws InterruptedException {
        long loads = rig.views.counts().loads();
        Rig.await(() -> rig.views.counts().loads() > loads + VIEWS);
        assertThat(many.names())
                .filteredOn(name -> rig.views.find(name) instanceof Resolution.Found)
                .filteredOn(name -> view(name) != before.get(name))
                .isSubsetOf(List.of(views).stream().map(ManyViews::name).toList());
        assertThat(rig.views.counts().misses()).as("nobody waited").isLessThanOrEqualTo(views.length);
    }

    private List<Integer> viewsOf(int group) {
        return IntStream.rangeClosed(1, VIEWS)
                .filter(view -> many.groupsOf(view).contains(group))
                .boxed()
                .toList();
    }

    @Test
    void unchangedViewsStayTheSameInstances() throws InterruptedException {
        assertOnlyChanged();

        assertThat(rig.views.counts().failures()).isZero();
    }

    @Test
    void changedColumnIsSeenInAllViewsThatReadIt() throws Exception {
        List<Integer> affected = viewsOf(CHANGED + 1);

        change("ALTER TABLE many.g101_1 MODIFY COLUMN feature_3 FLOAT");

        awaitInTime(() ->
                affected.stream().allMatch(view -> view(ManyViews.name(view)) != before.get(ManyViews.name(view))));
        assertThat(affected).hasSizeGreaterThan(5);
        assertThat(view(ManyViews.name(CHANGED))
                        .lookups()
                        .get(0)
                        .columns()
                        .get(3)
                        .type())
                .isEqualTo(ColumnType.parse("float"));
        assertOnlyChanged(affected.toArray(Integer[]::new));
    }

    @Test
    void newColumnMakesAViewUsable() throws Exception {
        change(
                "INSERT INTO hopsworks.feature_view (id, name, feature_store_id, version) VALUES (5000, 'later', 1, 1)",
                "INSERT INTO hopsworks.training_dataset_join (id, feature_group, idx, feature_view_id)"
                        + " VALUES (50000, 7, 0, 5000)",
                "INSERT INTO hopsworks.serving_key (feature_name, join_index, feature_group_id, required, feature_view_id)"
                        + " VALUES ('id', 0, 7, 1, 5000)",
                "INSERT INTO hopsworks.training_dataset_feature (feature_group, name, type, td_join, idx, feature_view_id)"
                        + " VALUES (7, 'added', 'int', 50000, 0, 5000)");
        FeatureViewName later = new FeatureViewName(ManyViews.STORE, "later", 1);
        assertThat(rig.views.find(later)).isInstanceOf(Resolution.Unusable.class);

        change("ALTER TABLE many.g7_1 ADD COLUMN added INT");

        awaitInTime(() -> rig.views.find(later) instanceof Resolution.Found);
    }

    @Test
    void droppedAndRecreatedViewsAreSeen() throws Exception {
        FeatureViewName name = ManyViews.name(CHANGED);

        change("DELETE FROM hopsworks.feature_view WHERE id = " + CHANGED);
        awaitInTime(() -> rig.views.find(name) instanceof Resolution.NoView);

        change(
                "INSERT INTO hopsworks.feature_view (id, name, feature_store_id, version) VALUES (5000, 'view_100', 1, 1)",
                "UPDATE hopsworks.training_dataset_join SET feature_view_id = 5000 WHERE feature_view_id = 100",
                "UPDATE hopsworks.serving_key SET feature_view_id = 5000 WHERE feature_view_id = 100",
                "UPDATE hopsworks.training_dataset_feature SET feature_view_id = 5000"
                        + " WHERE feature_view_id = 100 AND idx < 15");
        awaitInTime(() -> rig.views.find(name) instanceof Resolution.Found);

        assertThat(view(name).features()).hasSize(15);
    }

    @Test
    void viewThatWasRecreatedBetweenTwoRoundsIsTheNewOne() throws Exception {
        FeatureViewName name = ManyViews.name(CHANGED);

        change(
                "UPDATE hopsworks.training_dataset_join SET feature_view_id = 5000 WHERE feature_view_id = 100",
                "UPDATE hopsworks.serving_key SET feature_view_id = 5000 WHERE feature_view_id = 100",
                "UPDATE hopsworks.training_dataset_feature SET feature_view_id = 5000"
                        + " WHERE feature_view_id = 100 AND idx < 15",
                "UPDATE hopsworks.feature_view SET id = 5000 WHERE id = 100");

        awaitInTime(() -> view(name).features().size() == 15);
        assertOnlyChanged(CHANGED);
    }

    @Test
    void newSchemaVersionIsSeen() throws Exception {
        FeatureViewName name = ManyViews.name(119); // of group 120, which has an array

        change(
                "INSERT INTO hopsworks.schemas (id, `schema`, project_id) VALUES (9000, 'newer', 1)",
                "INSERT INTO hopsworks.subjects (subject, version, schema_id, project_id) VALUES ('g120_1', 2, 9000, 1)");

        awaitInTime(() -> Rig.avroSchemas(view(name)).containsValue("newer"));
    }

    private boolean lacksGroup(int view) {
        return rig.views.find(ManyViews.name(view)) instanceof Resolution.GroupDeleted;
    }

    @Test
    void deletedGroupIsSeenInAllViewsThatJoinIt() throws Exception {
        Duration longer = INTERVAL.multipliedBy(2); // or a busy machine is as slow as the turns
        rig.close();
        open(longer);
        List<Integer> affected = viewsOf(101);
        assertThat(affected).hasSizeGreaterThan(5);

        change(
                "UPDATE hopsworks.training_dataset_join SET feature_group = NULL WHERE feature_group = 101",
                "UPDATE hopsworks.training_dataset_feature SET feature_group = NULL WHERE feature_group = 101",
                "DELETE FROM hopsworks.feature_group WHERE id = 101");

        awaitInTime(() -> affected.stream().anyMatch(this::lacksGroup));
        long first = System.nanoTime();
        awaitInTime(() -> affected.stream().allMatch(this::lacksGroup));
        assertThat(Duration.ofNanos(System.nanoTime() - first))
                .as("reloaded in the next sweep, not in their turn")
                .isLessThan(longer.dividedBy(2));
    }

    @Test
    void revokedKeysAndRightsAreSeen() throws Exception {
        Map<String, Caller> callers = new HashMap<>();
        many.keys().forEach(key -> callers.put(key, caller(key).orElseThrow()));

        change(
                "DELETE FROM hopsworks.api_key WHERE id = 17",
                "DELETE FROM hopsworks.project_team WHERE team_member = 'u18@many.test'");

        awaitInTime(() -> caller(ManyViews.key(17)).isEmpty() && !reachesStore(ManyViews.key(18)));
        assertThat(many.keys())
                .filteredOn(key -> !caller(key).equals(Optional.of(callers.get(key))))
                .containsExactly(ManyViews.key(17), ManyViews.key(18));
    }

    private Optional<Caller> caller(String key) {
        return rig.callers.byApiKey(ApiKey.parse(key).orElseThrow());
    }

    private boolean reachesStore(String key) {
        return Access.denial(
                        caller(key).orElseThrow(), before.get(ManyViews.name(1)).store())
                .isEmpty();
    }

    @Test
    void failedRoundLeavesEverythingAsItIs() throws Exception {
        change("RENAME TABLE hopsworks.feature_group TO hopsworks.gone");
        Rig.await(() -> rig.views.counts().failures() > VIEWS);
        change("RENAME TABLE hopsworks.gone TO hopsworks.feature_group");

        long failures = rig.views.counts().failures();
        assertOnlyChanged();
        assertThat(rig.views.counts().failures()).isLessThan(failures + VIEWS);
    }

    /** The round is stuck for ten seconds: so long its statements may take. */
    @Test
    void roundThatIsStuckDelaysNoRequest() throws Exception {
        try (Connection connection = engine.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("LOCK TABLES hopsworks.feature_group WRITE");
            long loads = rig.views.counts().loads();
            Rig.await(() -> rig.views.counts().loads() > loads);

            long start = System.nanoTime();
            many.names().forEach(this::view);

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            statement.execute("UNLOCK TABLES");
        }
        assertOnlyChanged();
    }
}
