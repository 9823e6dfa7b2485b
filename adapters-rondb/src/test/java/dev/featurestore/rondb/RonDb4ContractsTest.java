package dev.featurestore.rondb;

import dev.featurestore.application.port.FeatureStoreCatalogue;
import dev.featurestore.application.port.FeatureViews;
import dev.featurestore.application.port.OnlineStore;
import dev.featurestore.application.port.ReadingContracts;
import dev.featurestore.application.port.StoredKeys;
import dev.featurestore.rondb.rows.JoinShape;
import dev.featurestore.rondb.testing.Engine;
import dev.featurestore.rondb.testing.Generation;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The metadata of Hopsworks 4. Before 5.x nothing but whole stores was shared: {@code OlderGrantsTest} has its grants.
 * 3.3 cannot express the serving keys of the contracts' world: {@code GenerationsTest} has that.
 */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.featurestore.rondb.testing.Engines#all")
class RonDb4ContractsTest extends ReadingContracts {
    private static LoadedRonDb ronDb;

    @SuppressWarnings("unused") // the argument is for the method that sets up
    RonDb4ContractsTest(Engine engine) {}

    @BeforeParameterizedClassInvocation
    static void load(Engine engine) {
        ronDb = LoadedRonDb.open(engine, Generation.V4, JoinShape.AUTO);
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
}
