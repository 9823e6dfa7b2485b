package dev.featurestore.rondb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.application.port.ContractWorld;
import dev.featurestore.application.port.FeatureViews.Resolution;
import dev.featurestore.domain.access.ApiKey;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.domain.view.FeatureViewName;
import dev.featurestore.rondb.testing.Engine;
import dev.featurestore.rondb.testing.Engines;
import dev.featurestore.rondb.testing.Generation;
import dev.featurestore.rondb.testing.HopsworksLoader;
import dev.featurestore.rondb.testing.LoadedWorld;
import dev.featurestore.rondb.testing.World;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How many statements it takes to load what, counted by the server. */
@Timeout(60)
@ParameterizedClass(name = "{0}, {1}")
@MethodSource("enginesAndGenerations")
class StatementCountTest {
    private static final int FOR_A_VIEW = 3;
    private static final int FOR_SCHEMAS = 1;
    private static final int FOR_A_KEY = 2;
    private static final int INVENTED = 10_000;

    @Parameter(0)
    Engine engine;

    @Parameter(1)
    Generation generation;

    private LoadedWorld world;
    private Rig rig;
    private Statements statements;

    static Stream<Arguments> enginesAndGenerations() {
        return Engines.mySql().stream()
                .flatMap(engine -> Stream.of(Generation.values()).map(generation -> Arguments.of(engine, generation)));
    }

    @BeforeEach
    void load() {
        world = HopsworksLoader.load(engine, generation, World.contract());
        rig = new Rig(engine, Rig.LASTING);
        rig.view("shop", "customer", 1); // now it is known which tables there are
        statements = Statements.on(engine);
    }

    @AfterEach
    void drop() {
        rig.close();
        world.close();
    }

    @Test
    void viewOverOneGroupTakesThree() {
        rig.view("shop", "customer", 2);

        assertThat(statements.sinceThen()).isEqualTo(FOR_A_VIEW);
    }

    @Test
    void viewOverManyGroupsTakesNoMore() {
        rig.view("shop", "by_all", 1);

        assertThat(statements.sinceThen()).isEqualTo(FOR_A_VIEW);
    }

    @Test
    void complexFeaturesTakeOneMore() {
        rig.view("shop", "vectors", 1);

        assertThat(statements.sinceThen()).isEqualTo(FOR_A_VIEW + FOR_SCHEMAS);
    }

    @Test
    void hundredThreadsLoadAColdViewOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(100);
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<FeatureView>> views = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                views.add(threads.submit(() -> {
                    start.await();
                    return rig.view("shop", "by_all", 1);
                }));
            }

            start.countDown();

            assertThat(views)
                    .extracting(StatementCountTest::get)
                    .containsOnly(views.get(0).get());
            assertThat(statements.sinceThen()).isEqualTo(FOR_A_VIEW);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void namesThatNoTableCanHoldTakeTheStoreOnly() {
        rig.views.find(new FeatureViewName("shop", "x".repeat(64), 1));
        rig.views.find(new FeatureViewName("shop", "y".repeat(1_000_000), 1));
        rig.views.find(new FeatureViewName("x".repeat(101), "customer", 1));

        assertThat(statements.sinceThen()).isEqualTo(1);
    }

    @Test
    void keyIsLoadedInTwoAndThenHeld() {
        ApiKey owner = ApiKey.parse(ContractWorld.OWNER).orElseThrow();
        rig.callers.byApiKey(owner);
        rig.callers.byApiKey(owner);
        rig.callers.byApiKey(new ApiKey(owner.prefix(), "wrong"));

        assertThat(statements.sinceThen()).isEqualTo(FOR_A_KEY);
    }

    @Test
    void floodOfInventedKeysHardlyReachesTheDatabaseAndKeepsNobodyOut() {
        long seconds =
                secondsOf(i -> assertThat(rig.callers.byApiKey(new ApiKey(String.format("invented%08d", i), "secret")))
                        .isEmpty());

        assertThat(statements.sinceThen()).isLessThanOrEqualTo(seconds * (Rig.LASTING.absentBudget() + 1));
        assertThat(rig.callers.counts().absent()).isLessThanOrEqualTo(seconds * Rig.LASTING.absentBudget());
        assertThat(rig.callers.byApiKey(ApiKey.parse(ContractWorld.OWNER).orElseThrow()))
                .isPresent();
    }

    @Test
    void floodOfInventedViewsAndStoresHardlyReachesTheDatabase() {
        long seconds = secondsOf(i -> {
            assertThat(rig.views.find(new FeatureViewName("Shop", "invented" + i, 1)))
                    .isInstanceOfSatisfying(
                            Resolution.NoView.class,
                            missing -> assertThat(missing.store().id()).isEqualTo(67));
            assertThat(rig.views.find(new FeatureViewName("invented" + i, "customer", 1)))
                    .isEqualTo(new Resolution.NoStore());
        });

        assertThat(statements.sinceThen()).isLessThanOrEqualTo(seconds * (2 * Rig.LASTING.absentBudget() + 1));
        assertThat(rig.view("bank", "account", 1)).isNotNull();
    }

    /** As many as may have begun, the first and the last in part. */
    private static long secondsOf(IntConsumer each) {
        long start = System.nanoTime();
        for (int i = 0; i < INVENTED; i++) {
            each.accept(i);
        }
        return (System.nanoTime() - start) / 1_000_000_000 + 2;
    }

    private static FeatureView get(Future<FeatureView> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
