package dev.featurestore.rondb.rows;

import dev.featurestore.rondb.cluster.Cluster;
import dev.featurestore.rondb.cluster.ClusterSettings;
import dev.featurestore.rondb.cluster.ClusterSettings.Server;
import dev.featurestore.rondb.cluster.ClusterSettings.Timeouts;
import dev.featurestore.rondb.cluster.Secret;
import dev.featurestore.rondb.testing.Engine;
import java.time.Duration;
import java.util.List;

/** Clusters over the engines of tests. */
final class TestClusters {
    /** A busy machine must not fail a test that is not about time. */
    private static final Timeouts PATIENT = new Timeouts(
            Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(30));

    private TestClusters() {}

    static Cluster over(Engine engine) {
        List<Server> servers = engine.speaksMySql()
                ? engine.servers().stream()
                        .map(server -> new Server(server.host(), server.port()))
                        .toList()
                : List.of(new Server("localhost", 0));
        ClusterSettings settings = ClusterSettings.of(
                        "online-store", servers, engine.reader(), Secret.of(engine.password()))
                .withPoolSize(4)
                .withTimeouts(PATIENT);
        return engine.speaksMySql() ? Cluster.open(settings) : Cluster.over(settings, List.of(engine.jdbcUrl()));
    }
}
