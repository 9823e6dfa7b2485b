package dev.featurestore.rondb;

import dev.featurestore.application.port.Callers;
import dev.featurestore.application.port.FeatureViews;
import dev.featurestore.application.port.OnlineStore;
import dev.featurestore.application.port.ServingContract;
import dev.featurestore.rondb.testing.Engine;
import dev.featurestore.rondb.testing.Generation;
import dev.featurestore.rondb.testing.HopsworksLoader;
import dev.featurestore.rondb.testing.LoadedWorld;
import dev.featurestore.rondb.testing.World;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole adapter behind the use cases. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.featurestore.rondb.testing.Engines#all")
class ServingContractTest extends ServingContract {
    private static LoadedWorld world;
    private static RonDb ronDb;

    @SuppressWarnings("unused") // the argument is for the method that sets up
    ServingContractTest(Engine engine) {}

    @BeforeParameterizedClassInvocation
    static void load(Engine engine) {
        world = HopsworksLoader.load(engine, Generation.V5, World.contract());
        ronDb = Rig.open(engine, UnaryOperator.identity());
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

    @Override
    protected Callers callers() {
        return ronDb.callers();
    }
}
