package dev.featurestore.rondb.callers;

import dev.featurestore.application.port.Callers;
import dev.featurestore.application.port.CallersContract;
import dev.featurestore.application.port.FeatureViews;
import dev.featurestore.rondb.Rig;
import dev.featurestore.rondb.testing.Engine;
import dev.featurestore.rondb.testing.Generation;
import dev.featurestore.rondb.testing.HopsworksLoader;
import dev.featurestore.rondb.testing.LoadedWorld;
import dev.featurestore.rondb.testing.World;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Before 5.x nothing but whole stores was shared: see {@link OlderGrantsTest}. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.featurestore.rondb.testing.Engines#all")
class CallersContractTest extends CallersContract {
    private static LoadedWorld world;
    private static Rig rig;

    @SuppressWarnings("unused") // the argument is for the method that sets up
    CallersContractTest(Engine engine) {}

    @BeforeParameterizedClassInvocation
    static void load(Engine engine) {
        world = HopsworksLoader.load(engine, Generation.V5, World.contract());
        rig = new Rig(engine, Rig.LASTING);
    }

    @AfterParameterizedClassInvocation
    static void drop() {
        rig.close();
        world.close();
    }

    @Override
    protected FeatureViews views() {
        return rig.views;
    }

    @Override
    protected Callers callers() {
        return rig.callers;
    }
}
