package dev.featurestore.rondb.callers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.application.port.ContractWorld;
import dev.featurestore.domain.access.Access;
import dev.featurestore.domain.access.ApiKey;
import dev.featurestore.domain.access.Caller;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.rondb.Rig;
import dev.featurestore.rondb.testing.Engine;
import dev.featurestore.rondb.testing.Engines;
import dev.featurestore.rondb.testing.Generation;
import dev.featurestore.rondb.testing.HopsworksLoader;
import dev.featurestore.rondb.testing.LoadedWorld;
import dev.featurestore.rondb.testing.World;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Before 5.x, stores are shared whole, as data sets, and that is all. */
class OlderGrantsTest {
    static Stream<Arguments> older() {
        return Engines.all().stream()
                .flatMap(engine ->
                        Stream.of(Generation.V3_3, Generation.V4).map(generation -> Arguments.of(engine, generation)));
    }

    private static boolean mayRead(Rig rig, String key, String store, String view) {
        Caller caller = rig.callers.byApiKey(ApiKey.parse(key).orElseThrow()).orElseThrow();
        FeatureView found = rig.view(store, view, 1);
        return Access.denial(caller, found.store())
                .or(() -> Access.denial(caller, found))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("older")
    void membersReadTheirStoresAndThoseSharedWithThem(Engine engine, Generation generation) {
        try (LoadedWorld world = HopsworksLoader.load(engine, generation, World.contract());
                Rig rig = new Rig(world.engine(), Rig.LASTING)) {

            assertThat(mayRead(rig, ContractWorld.OWNER, "shop", "customer")).isTrue();
            assertThat(mayRead(rig, ContractWorld.OWNER, "bank", "account")).isFalse();
            assertThat(mayRead(rig, ContractWorld.LAB, "bank", "account")).isTrue();
            assertThat(mayRead(rig, ContractWorld.LAB, "shop", "stock")).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("older")
    void sharesThatWereNotAcceptedGiveNothing(Engine engine, Generation generation) {
        try (LoadedWorld world = HopsworksLoader.load(engine, generation, World.contract());
                Rig rig = new Rig(world.engine(), Rig.LASTING)) {
            world.mutations().shareStore("bank", "lab", false);

            assertThat(mayRead(rig, ContractWorld.LAB, "bank", "account")).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("older")
    void restrictedMembersReadNothing(Engine engine, Generation generation) {
        try (LoadedWorld world = HopsworksLoader.load(engine, generation, World.contract());
                Rig rig = new Rig(world.engine(), Rig.LASTING)) {

            assertThat(mayRead(rig, ContractWorld.RESTRICTED, "shop", "stock")).isFalse();
        }
    }
}
