package dev.featurestore.rondb.rows;

import dev.featurestore.application.port.FeatureViews;
import dev.featurestore.application.port.OnlineStore;
import dev.featurestore.application.port.OnlineStoreContract;
import dev.featurestore.rondb.cluster.Cluster;
import dev.featurestore.rondb.testing.Engine;
import dev.featurestore.rondb.testing.Generation;
import dev.featurestore.rondb.testing.H2Engine;
import dev.featurestore.rondb.testing.HopsworksLoader;
import dev.featurestore.rondb.testing.LoadedWorld;
import dev.featurestore.rondb.testing.MariaDbEngine;
import dev.featurestore.rondb.testing.World;
import dev.featurestore.rondb.testing.WorldViews;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;

/** The contract of the online store, on each engine and with each shape of join: all must answer alike. */
class RonDbOnlineStoreContractTest {

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class OnEngine extends OnlineStoreContract {
        private final Engine engine;
        private final JoinShape shape;
        private final WorldViews views = new WorldViews(World.contract());
        private LoadedWorld world;
        private Cluster cluster;
        private OnlineStore store;

        OnEngine(Engine engine, JoinShape shape) {
            this.engine = engine;
            this.shape = shape;
        }

        @BeforeAll
        void load() {
            world = HopsworksLoader.load(engine, Generation.V5, World.contract());
            cluster = TestClusters.over(engine);
            store = new RonDbOnlineStore(cluster, shape);
        }

        @AfterAll
        void drop() {
            cluster.close();
            world.close();
        }

        @Override
        protected FeatureViews views() {
            return views;
        }

        @Override
        protected OnlineStore store() {
            return store;
        }
    }

    @Nested
    class OnH2 extends OnEngine {
        OnH2() {
            super(H2Engine.shared(), JoinShape.AUTO);
        }
    }

    @Nested
    class OnMariaDb extends OnEngine {
        OnMariaDb() {
            super(MariaDbEngine.shared(), JoinShape.AUTO);
        }
    }

    @Nested
    class OnMariaDbWithConstantJoins extends OnEngine {
        OnMariaDbWithConstantJoins() {
            super(MariaDbEngine.shared(), JoinShape.CONSTANT);
        }
    }
}
