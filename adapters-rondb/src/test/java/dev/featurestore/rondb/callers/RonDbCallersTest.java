package dev.featurestore.rondb.callers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.featurestore.application.port.ContractWorld;
import dev.featurestore.application.port.StoreFailure;
import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.access.Access;
import dev.featurestore.domain.access.ApiKey;
import dev.featurestore.domain.access.Caller;
import dev.featurestore.domain.view.FeatureStore;
import dev.featurestore.rondb.Rig;
import dev.featurestore.rondb.testing.Engine;
import dev.featurestore.rondb.testing.Generation;
import dev.featurestore.rondb.testing.HopsworksLoader;
import dev.featurestore.rondb.testing.LoadedWorld;
import dev.featurestore.rondb.testing.World;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys as they come, go and are made up. */
@Timeout(60)
@ParameterizedClass(name = "{0}")
@MethodSource("dev.featurestore.rondb.testing.Engines#all")
class RonDbCallersTest {
    private static final ApiKey OWNER = ApiKey.parse(ContractWorld.OWNER).orElseThrow();

    private final Engine engine;

    RonDbCallersTest(Engine engine) {
        this.engine = engine;
    }

    private LoadedWorld load() {
        return HopsworksLoader.load(engine, Generation.V5, World.contract());
    }

    private static boolean reaches(Optional<Caller> caller, LoadedWorld world, String store) {
        return Access.denial(caller.orElseThrow(), new FeatureStore(world.storeId(store), store))
                .isEmpty();
    }

    @Test
    void deletedKeyIsRefusedAfterAMoment() throws InterruptedException {
        try (LoadedWorld world = load();
                Rig rig = new Rig(engine, Rig.BRIEF)) {
            assertThat(rig.callers.byApiKey(OWNER)).isPresent();

            world.mutations().deleteKey(ContractWorld.OWNER);

            Rig.await(() -> rig.callers.byApiKey(OWNER).isEmpty());
        }
    }

    @Test
    void revokedMembershipCountsAfterAMoment() throws InterruptedException {
        try (LoadedWorld world = load();
                Rig rig = new Rig(engine, Rig.BRIEF)) {
            assertThat(reaches(rig.callers.byApiKey(OWNER), world, "shop")).isTrue();

            world.mutations().revokeMembership("Shop", "owner@shop.test");

            Rig.await(() -> !reaches(rig.callers.byApiKey(OWNER), world, "shop"));
            assertThat(rig.callers.counts().misses()).as("nobody waited").isEqualTo(1);
        }
    }

    @Test
    void newMembershipCountsAfterAMoment() throws InterruptedException {
        try (LoadedWorld world = load();
                Rig rig = new Rig(engine, Rig.BRIEF)) {
            assertThat(reaches(rig.callers.byApiKey(OWNER), world, "bank")).isFalse();

            world.mutations().grantMembership("bank", "owner@shop.test", "Data scientist");

            Rig.await(() -> reaches(rig.callers.byApiKey(OWNER), world, "bank"));
        }
    }

    @Test
    void keysThatCannotBeReadAreAFailureOfTheStore() {
        try (LoadedWorld world = load();
                Rig rig = new Rig(engine, Rig.LASTING)) {
            world.mutations().execute("DROP TABLE hopsworks.api_key");

            StoreFailure failure = catchThrowableOfType(StoreFailure.class, () -> rig.callers.byApiKey(OWNER));

            assertThat(failure.code()).isEqualTo(ErrorCode.STORE_READ_FAILED);
            assertThat(failure).hasMessage("Reading the API key failed");
        }
    }

    @Test
    void prefixesCountWithTheirCapitals() {
        try (LoadedWorld world = load();
                Rig rig = new Rig(engine, Rig.LASTING)) {
            world.mutations().execute("UPDATE hopsworks.api_key SET prefix = LOWER(prefix)");

            assertThat(rig.callers.byApiKey(OWNER)).isEmpty();
            assertThat(rig.callers.byApiKey(new ApiKey("shopowner0000001", OWNER.secret())))
                    .isPresent();
        }
    }

    @Test
    void closedCallersFailWithTheCachesCode() {
        try (LoadedWorld world = load()) {
            Rig rig = new Rig(world.engine(), Rig.LASTING);
            rig.close();

            StoreFailure failure = catchThrowableOfType(StoreFailure.class, () -> rig.callers.byApiKey(OWNER));

            assertThat(failure.code()).isEqualTo(ErrorCode.METADATA_CACHE_FAILED);
        }
    }

    /** Else the time that it takes would tell which prefixes there are. */
    @Test
    void anUnknownPrefixIsHashedAsOftenAsAWrongSecret() {
        ApiKey wrong = new ApiKey(OWNER.prefix(), "wrong");
        ApiKey unknown = new ApiKey("nobodysKey000001", "wrong");
        try (LoadedWorld world = load();
                Rig rig = new Rig(world.engine(), Rig.LASTING)) {
            assertThat(rig.callers.byApiKey(OWNER)).isPresent();
            assertThat(rig.callers.byApiKey(unknown)).isEmpty();

            assertThat(CountedSha256.during(() -> rig.callers.byApiKey(wrong))).isEqualTo(1);
            assertThat(CountedSha256.during(() -> rig.callers.byApiKey(unknown)))
                    .isEqualTo(1);
        }
    }
}
