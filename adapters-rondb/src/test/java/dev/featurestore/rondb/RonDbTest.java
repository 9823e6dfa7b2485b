package dev.featurestore.rondb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.featurestore.application.port.ContractWorld;
import dev.featurestore.application.port.StoreFailure;
import dev.featurestore.application.port.StoreHealth;
import dev.featurestore.domain.access.ApiKey;
import dev.featurestore.domain.view.FeatureViewName;
import dev.featurestore.rondb.cluster.ClusterSettings;
import dev.featurestore.rondb.cluster.Secret;
import dev.featurestore.rondb.testing.Engine;
import dev.featurestore.rondb.testing.Generation;
import dev.featurestore.rondb.testing.HopsworksLoader;
import dev.featurestore.rondb.testing.LoadedWorld;
import dev.featurestore.rondb.testing.World;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
@ParameterizedClass(name = "{0}")
@MethodSource("dev.featurestore.rondb.testing.Engines#mySql")
class RonDbTest {
    @Parameter
    private Engine engine;

    private static boolean isHealthy(RonDb ronDb) {
        return ronDb.health().parts().stream().allMatch(StoreHealth.Part::up);
    }

    @Test
    void becomesHealthyWhenTheNamedViewsAreLoaded() throws InterruptedException {
        List<FeatureViewName> names = List.of(
                new FeatureViewName("shop", "customer", 1),
                new FeatureViewName("shop", "nosuch", 1),
                new FeatureViewName("SHOP", "order", 1));

        try (LoadedWorld world = HopsworksLoader.load(engine, Generation.V5, World.contract());
                RonDb ronDb = Rig.open(world.engine(), settings -> settings.withPreload(names))) {
            while (!isHealthy(ronDb)) {
                Thread.sleep(10);
            }

            assertThat(ronDb.viewCounts().size()).isEqualTo(2);
            assertThat(ronDb.health().parts())
                    .extracting(StoreHealth.Part::name)
                    .containsExactly("online-store", "metadata-store", "feature-views");
        }
    }

    @Test
    void viewThatCannotBeUsedDoesNotKeepTheOthersFromServing() throws InterruptedException {
        List<FeatureViewName> names =
                List.of(new FeatureViewName("shop", "customer", 1), new FeatureViewName("shop", "stock", 1));

        try (LoadedWorld world = HopsworksLoader.load(engine, Generation.V5, World.contract())) {
            world.mutations().execute("DROP TABLE shop.customers_1");
            try (RonDb ronDb = Rig.open(world.engine(), settings -> settings.withPreload(names))) {
                while (!isHealthy(ronDb)) {
                    Thread.sleep(10);
                }

                assertThat(ronDb.viewCounts().size()).isOne();
                assertThat(ronDb.health().parts())
                        .contains(new StoreHealth.Part(
                                "feature-views", true, "1 of 2 loaded beforehand, 1 cannot be: see the log"));
            }
        }
    }

    @Test
    void isUnhealthySoonWhereNobodyAnswers() {
        ClusterSettings nowhere = ClusterSettings.of(
                "store", List.of(new ClusterSettings.Server("127.0.0.1", 1)), "nobody", Secret.of("nothing"));
        RonDbSettings settings =
                RonDbSettings.of(nowhere, nowhere).withPreload(List.of(new FeatureViewName("shop", "customer", 1)));

        try (RonDb ronDb = RonDb.open(settings)) {
            long start = System.nanoTime();
            List<StoreHealth.Part> parts = ronDb.health().parts();

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            assertThat(parts).extracting(StoreHealth.Part::up).containsOnly(false);
        }
    }

    @Test
    void closedStoreFailsAndIsUnhealthy() {
        RonDb ronDb = Rig.open(engine, UnaryOperator.identity());

        ronDb.close();
        ronDb.close();

        assertThat(isHealthy(ronDb)).isFalse();
        assertThatThrownBy(() -> ronDb.callers()
                        .byApiKey(ApiKey.parse(ContractWorld.OWNER).orElseThrow()))
                .isInstanceOf(StoreFailure.class);
    }
}
