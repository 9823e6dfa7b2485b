package dev.featurestore.rondb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.application.port.Await;
import dev.featurestore.application.port.Deadline;
import dev.featurestore.application.port.StoreFailure;
import dev.featurestore.application.port.StoreHealth;
import dev.featurestore.domain.ErrorCode;
import dev.featurestore.rondb.coalescing.CoalescingSettings;
import dev.featurestore.rondb.rows.JoinShape;
import dev.featurestore.rondb.rows.StatementShape;
import dev.featurestore.rondb.testing.Engine;
import dev.featurestore.rondb.testing.Generation;
import dev.featurestore.rondb.testing.HopsworksLoader;
import dev.featurestore.rondb.testing.LoadedWorld;
import dev.featurestore.rondb.testing.World;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a new server reads before it calls itself healthy. */
@Timeout(60)
@ParameterizedClass(name = "{0}")
@MethodSource("dev.featurestore.rondb.testing.Engines#mySql")
class WarmUpTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Parameter
    private Engine engine;

    /** As servers open it. */
    private static RonDb open(LoadedWorld world, boolean keysRequired) {
        return RonDb.open(new RonDbSettings(
                Rig.settings(world.engine(), "online-store"),
                Rig.settings(world.engine(), "metadata-store"),
                JoinShape.AUTO,
                CoalescingSettings.DEFAULT,
                RonDbSettings.DEFAULT_VIEWS,
                RonDbSettings.DEFAULT_KEYS,
                keysRequired,
                List.of()));
    }

    private static void awaitHealth(RonDb ronDb) {
        Await.until("health", PATIENCE, () -> ronDb.health().parts().stream().allMatch(StoreHealth.Part::up));
    }

    @Test
    void keyViewAndRowsHaveBeenReadWhenTheServerIsHealthy() {
        healthyAfter(WarmUpTest::createViewOfProfiles, ronDb -> {
            assertThat(ronDb.keyCounts().loads()).isOne();
            assertThat(Stream.of(StatementShape.SOME_KEYS, StatementShape.SINGLE_KEY, StatementShape.KEY_LIST)
                            .map(ronDb.onlineStore()::statements))
                    .containsOnly(1L);
            assertThat(ronDb.health().parts())
                    .extracting(StoreHealth.Part::name)
                    .containsExactly("online-store", "metadata-store", "feature-views", "warm-up");
            assertThat(detail(ronDb)).isEqualTo("done");
        });
    }

    /** Newer than all others. */
    private static void createViewOfProfiles(LoadedWorld world) {
        world.mutations().createView("shop", """
                        {"name": "newest", "version": 1,
                         "joins": [{"featureGroup": "profiles", "version": 1, "features": ["level"]}]}
                        """);
    }

    @Test
    void capitalsInAProjectsNameAreOfNoMatter() {
        healthyAfter(
                world -> world.mutations().execute("UPDATE hopsworks.feature_store SET name = UPPER(name)"),
                ronDb -> assertThat(ronDb.onlineStore().statements(StatementShape.SOME_KEYS))
                        .isPositive());
    }

    @Test
    void viewThatCannotBeServedIsPassedOver() {
        healthyAfter(
                world -> {
                    createViewOfProfiles(world);
                    world.mutations().deleteGroup("shop", "profiles", 1);
                },
                ronDb -> assertThat(ronDb.onlineStore().statements(StatementShape.SOME_KEYS))
                        .isPositive());
    }

    @Test
    void nothingThatNobodyAskedForIsKept() {
        healthyAfter(world -> {}, ronDb -> {
            assertThat(ronDb.viewCounts().size()).isZero();
            Await.until(
                    "end of what is known of the key",
                    PATIENCE,
                    () -> ronDb.keyCounts().absent() == 0);
        });
    }

    @Test
    void serverIsHealthyWhereThereAreNoViews() {
        healthyAfter(
                world -> world.mutations().execute("DELETE FROM hopsworks.feature_view"),
                WarmUpTest::assertKeyButNoRows);
    }

    private static void assertKeyButNoRows(RonDb ronDb) {
        assertThat(ronDb.keyCounts().loads()).isOne();
        assertThat(ronDb.onlineStore().statements(StatementShape.SOME_KEYS)).isZero();
    }

    @Test
    void keysAreNotReadWhereNoneAreRequired() {
        try (LoadedWorld world = HopsworksLoader.load(engine, Generation.V5, World.contract())) {
            world.mutations().execute("DROP TABLE hopsworks.api_key");
            try (RonDb ronDb = open(world, false)) {
                awaitHealth(ronDb);

                assertThat(ronDb.keyCounts().failures()).isZero();
                assertThat(detail(ronDb)).isEqualTo("done");
                assertThat(ronDb.onlineStore().statements(StatementShape.SOME_KEYS))
                        .isPositive();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "api_key, API keys",
        "project_team, API keys",
        "feature_store, API keys",
        "feature_view, feature views",
        "training_dataset_feature, feature views"
    })
    void serverIsNotHealthyAsLongAsRequestsCannotBeServed(String table, String what) {
        String elsewhere = "hopsworks." + table + "_elsewhere";
        try (LoadedWorld world = HopsworksLoader.load(engine, Generation.V5, World.contract())) {
            world.mutations().execute("RENAME TABLE hopsworks." + table + " TO " + elsewhere);
            try (RonDb ronDb = open(world, true)) {
                Await.until("the reason", PATIENCE, () -> detail(ronDb).equals(what + " cannot be read: see the log"));
                assertThat(ronDb.health().parts())
                        .filteredOn(part -> !part.up())
                        .extracting(StoreHealth.Part::name)
                        .containsExactly("warm-up");

                world.mutations().execute("RENAME TABLE " + elsewhere + " TO hopsworks." + table);
                awaitHealth(ronDb);

                assertThat(detail(ronDb)).isEqualTo("done");
            }
        }
    }

    private static String detail(RonDb ronDb) {
        return ronDb.health().parts().get(3).detail();
    }

    /** A server that is opened over a changed database. */
    private void healthyAfter(Consumer<LoadedWorld> change, Consumer<RonDb> assertions) {
        try (LoadedWorld world = HopsworksLoader.load(engine, Generation.V5, World.contract())) {
            change.accept(world);
            try (RonDb ronDb = open(world, true)) {
                awaitHealth(ronDb);
                assertions.accept(ronDb);
            }
        }
    }

    @Test
    void whatFailsIsTriedAgain() {
        AtomicInteger attempts = new AtomicInteger();
        Consumer<Deadline> read = deadline -> failUnless(attempts.incrementAndGet() == 3);

        assertThat(outcome(new WarmUp.Read("rows", false, read))).isEqualTo("done");
        assertThat(attempts).hasValue(3);
    }

    @Test
    void whatIsNotNeededIsGivenUp() {
        AtomicInteger attempts = new AtomicInteger();
        WarmUp.Read never = new WarmUp.Read("rows", false, deadline -> failUnless(attempts.incrementAndGet() > 3));

        assertThat(outcome(never, new WarmUp.Read("more", false, deadline -> {})))
                .isEqualTo("done, 1 of 2 reads failed: see the log");
        assertThat(attempts).hasValue(3);
    }

    @Test
    void whatIsNeededIsNotGivenUp() {
        AtomicInteger attempts = new AtomicInteger();
        Consumer<Deadline> read = deadline -> failUnless(attempts.incrementAndGet() == 5);

        assertThat(outcome(new WarmUp.Read("keys", true, read))).isEqualTo("done");
        assertThat(attempts).hasValue(5);
    }

    private static void failUnless(boolean succeeds) {
        if (!succeeds) {
            throw new StoreFailure(ErrorCode.STORE_READ_FAILED, "no", new IllegalStateException());
        }
    }

    private static String outcome(WarmUp.Read... reads) {
        try (WarmUp warmUp = WarmUp.start(List.of(reads), List.of())) {
            Await.until("end", PATIENCE, () -> warmUp.part().up());
            return warmUp.part().detail();
        }
    }

    @Test
    void whatIsUnforeseenDoesNotKeepTheServerFromBeingHealthy() {
        WarmUp.Read defect = new WarmUp.Read("keys", true, deadline -> {
            throw new IllegalStateException("defect");
        });
        WarmUp.Read error = new WarmUp.Read("keys", true, deadline -> {
            throw new LinkageError("defect");
        });

        assertThat(outcome(defect)).isEqualTo("given up: see the log");
        assertThat(outcome(error)).isEqualTo("given up: see the log");
    }

    @Test
    void serverIsNotHealthyWhileItReads() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Consumer<Deadline> read = deadline -> {
            begun.countDown();
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };

        try (WarmUp warmUp = WarmUp.start(List.of(new WarmUp.Read("rows", false, read)), List.of())) {
            begun.await();
            assertThat(warmUp.part()).isEqualTo(new StoreHealth.Part("warm-up", false, "under way"));
            end.countDown();
            Await.until("end", PATIENCE, () -> warmUp.part().up());
        }
    }
}
