package dev.featurestore.rondb.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.application.port.Completed;
import dev.featurestore.application.port.FeatureViews;
import dev.featurestore.application.port.OnlineStore;
import dev.featurestore.application.port.OnlineStoreContract;
import dev.featurestore.domain.vector.EntryRows;
import dev.featurestore.rondb.cluster.Cluster;
import dev.featurestore.rondb.coalescing.CoalescingSettings;
import dev.featurestore.rondb.testing.Engine;
import dev.featurestore.rondb.testing.Generation;
import dev.featurestore.rondb.testing.H2Engine;
import dev.featurestore.rondb.testing.HopsworksLoader;
import dev.featurestore.rondb.testing.LoadedWorld;
import dev.featurestore.rondb.testing.MariaDbEngine;
import dev.featurestore.rondb.testing.World;
import dev.featurestore.rondb.testing.WorldViews;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
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
            store = new RonDbOnlineStore(cluster, shape, CoalescingSettings.DEFAULT);
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

    /** Each read of the contract by many clients at once, all of which must get the same. */
    @Nested
    class OnMariaDbByManyClients extends OnEngine {
        private static final int CLIENTS = 64;

        private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);

        OnMariaDbByManyClients() {
            super(MariaDbEngine.shared(), JoinShape.AUTO);
        }

        @AfterAll
        void stopClients() {
            clients.shutdownNow();
        }

        @Override
        protected OnlineStore store() {
            return (view, entries, deadline) -> IntStream.range(0, CLIENTS)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> Completed.get(super.store().read(view, entries, deadline)), clients))
                    .toList()
                    .stream()
                    .reduce((one, other) -> one.thenCombine(other, OnMariaDbByManyClients::same))
                    .orElseThrow();
        }

        private static List<EntryRows> same(List<EntryRows> one, List<EntryRows> other) {
            assertThat(other).isEqualTo(one);
            return one;
        }
    }
}
