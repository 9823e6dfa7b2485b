package dev.featurestore.rondb.metadata;

import dev.featurestore.application.port.FeatureStoreCatalogue;
import dev.featurestore.application.port.FeatureStoreCatalogueContract;
import dev.featurestore.rondb.Rig;
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

@ParameterizedClass(name = "{0}, {1}")
@MethodSource("enginesAndGenerations")
class CatalogueContractTest extends FeatureStoreCatalogueContract {
    private static LoadedWorld world;
    private static Rig rig;

    @SuppressWarnings("unused") // the arguments are for the methods that set up
    CatalogueContractTest(Engine engine, Generation generation) {}

    static Stream<Arguments> enginesAndGenerations() {
        return Engines.all().stream()
                .flatMap(engine ->
                        Stream.of(Generation.V4, Generation.V5).map(generation -> Arguments.of(engine, generation)));
    }

    @BeforeParameterizedClassInvocation
    static void load(Engine engine, Generation generation) {
        world = HopsworksLoader.load(engine, generation, World.contract());
        rig = new Rig(engine, Rig.LASTING);
    }

    @AfterParameterizedClassInvocation
    static void drop() {
        rig.close();
        world.close();
    }

    @Override
    protected FeatureStoreCatalogue catalogue() {
        return rig.catalogue;
    }
}
