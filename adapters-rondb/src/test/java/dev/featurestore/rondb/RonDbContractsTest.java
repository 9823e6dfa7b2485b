package dev.featurestore.rondb;

import dev.featurestore.application.port.Callers;
import dev.featurestore.application.port.FeatureStoreCatalogue;
import dev.featurestore.application.port.FeatureViews;
import dev.featurestore.application.port.OnlineStore;
import dev.featurestore.application.port.StoreContracts;
import dev.featurestore.application.port.StoredKeys;
import dev.featurestore.rondb.rows.JoinShape;
import dev.featurestore.rondb.testing.Engine;
import dev.featurestore.rondb.testing.Engines;
import dev.featurestore.rondb.testing.Generation;
import java.util.stream.Stream;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole adapter, with each shape of join, on each engine: all must answer alike. */
@ParameterizedClass(name = "{0}, {1} joins")
@MethodSource("enginesAndShapes")
class RonDbContractsTest extends StoreContracts {
    private static LoadedRonDb ronDb;

    @SuppressWarnings("unused") // the arguments are for the methods that set up
    RonDbContractsTest(Engine engine, JoinShape joins) {}

    static Stream<Arguments> enginesAndShapes() {
        return Engines.all().stream()
                .flatMap(engine -> Stream.of(JoinShape.values()).map(joins -> Arguments.of(engine, joins)));
    }

    @BeforeParameterizedClassInvocation
    static void load(Engine engine, JoinShape joins) {
        ronDb = LoadedRonDb.open(engine, Generation.V5, joins);
    }

    @AfterParameterizedClassInvocation
    static void drop() {
        ronDb.close();
    }

    @Override
    protected FeatureViews views() {
        return ronDb.ports().featureViews();
    }

    @Override
    protected FeatureStoreCatalogue catalogue() {
        return ronDb.ports().catalogue();
    }

    @Override
    protected OnlineStore store() {
        return ronDb.ports().onlineStore();
    }

    @Override
    protected StoredKeys keys() {
        return ronDb.ports().onlineStore();
    }

    @Override
    protected Callers callers() {
        return ronDb.ports().callers();
    }
}
