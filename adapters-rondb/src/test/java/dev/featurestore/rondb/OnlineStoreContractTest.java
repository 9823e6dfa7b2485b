package dev.featurestore.rondb;

import dev.featurestore.application.port.FeatureViews;
import dev.featurestore.application.port.OnlineStore;
import dev.featurestore.application.port.OnlineStoreContract;
import dev.featurestore.rondb.rows.JoinShape;
import dev.featurestore.rondb.testing.Engine;
import dev.featurestore.rondb.testing.Engines;
import dev.featurestore.rondb.testing.Generation;
import dev.featurestore.rondb.testing.HopsworksLoader;
import dev.featurestore.rondb.testing.LoadedWorld;
import dev.featurestore.rondb.testing.World;
import java.util.stream.Stream;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every view of the contract's world, through every shape of statement. */
@ParameterizedClass(name = "{0}, {1}, {2} joins")
@MethodSource("everywhere")
class OnlineStoreContractTest extends OnlineStoreContract {
    private static LoadedWorld world;
    private static RonDb ronDb;

    @SuppressWarnings("unused") // the arguments are for the methods that set up
    OnlineStoreContractTest(Engine engine, Generation generation, JoinShape joins) {}

    static Stream<Arguments> everywhere() {
        return Engines.all().stream()
                .flatMap(engine -> Stream.of(
                        Arguments.of(engine, Generation.V4, JoinShape.AUTO),
                        Arguments.of(engine, Generation.V5, JoinShape.CONSTANT)));
    }

    @BeforeParameterizedClassInvocation
    static void load(Engine engine, Generation generation, JoinShape joins) {
        world = HopsworksLoader.load(engine, generation, World.contract());
        ronDb = Rig.open(engine, settings -> settings.withJoins(joins));
    }

    @AfterParameterizedClassInvocation
    static void drop() {
        ronDb.close();
        world.close();
    }

    @Override
    protected FeatureViews views() {
        return ronDb.featureViews();
    }

    @Override
    protected OnlineStore store() {
        return ronDb.onlineStore();
    }
}
