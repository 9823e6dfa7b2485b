package dev.featurestore.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.application.port.Await;
import dev.featurestore.bootstrap.sandbox.Sandbox;
import dev.featurestore.inmemory.DemoApiKeys;
import dev.featurestore.rondb.testing.Generation;
import dev.featurestore.rondb.testing.HopsworksLoader;
import dev.featurestore.rondb.testing.LoadedWorld;
import dev.featurestore.rondb.testing.MariaDbEngine;
import dev.featurestore.rondb.testing.Wire;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the metrics say of a cluster, held against what becomes of it. */
@Timeout(120)
class RonDbMetersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final List<String> CLUSTERS = List.of("online-store", "metadata");

    private final MariaDbEngine engine = MariaDbEngine.shared();
    private final LoadedWorld world = HopsworksLoader.load(engine, Generation.V5, Sandbox.demoData());
    private final Wire wire = Wire.to(engine.servers().get(0));
    private final FeatureStoreServer server = TestServers.onMySql(
            List.of(wire.address()),
            engine.user(),
            engine.password(),
            Map.of(
                    "FEATURE_STORE_MYSQL_CONNECTIONPOOLSIZE", "3",
                    // each read waits so long once the wire is cut
                    "FEATURE_STORE_MYSQL_ACQUIRETIMEOUTMS", "1000",
                    // so long that the state does not change while it is looked at
                    "FEATURE_STORE_CIRCUITBREAKER_OPENFORMS", "60000"));
    private final Client client = new Client(server.port());

    RonDbMetersTest() throws IOException {}

    @BeforeEach
    void awaitTheFirstAnswer() {
        Await.until("health", PATIENCE, () -> client.get("/0.1.0/health").statusCode() == 200);
        Await.until("answer", PATIENCE, () -> ask() == 200);
    }

    @AfterEach
    void close() {
        server.close();
        wire.close();
        world.close();
    }

    private int ask() {
        return client.post("/0.1.0/feature_store", DemoApiKeys.MAIN, Load.BODY).statusCode();
    }

    /** The value of the one with that name and these labels. */
    private double measured(String meter) {
        return client.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(meter + " "))
                .map(line -> Double.parseDouble(line.substring(meter.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + meter));
    }

    private void await(String meter, double value) {
        Await.until(meter + " of " + value, PATIENCE, () -> measured(meter) == value);
    }

    private static String ofCache(String what, String cache) {
        return "feature_store_cache_" + what + "{cache=\"" + cache + "\"}";
    }

    @ParameterizedTest
    @ValueSource(strings = {"views", "api_keys"})
    void whatIsAskedForAgainIsAHitOfItsCache(String cache) {
        double hits = measured(ofCache("hits_total", cache));
        double misses = measured(ofCache("misses_total", cache));

        for (int i = 0; i < 5; i++) {
            assertThat(ask()).isEqualTo(200);
        }

        assertThat(measured(ofCache("hits_total", cache))).isEqualTo(hits + 5);
        assertThat(measured(ofCache("misses_total", cache))).isEqualTo(misses).isPositive();
        assertThat(measured(ofCache("entries", cache))).isOne();
        await(ofCache("absent_entries", cache), 0); // what the warm-up asked for is known for half a second
    }

    @Test
    void anInventedKeyIsKnownToBeAbsent() {
        Await.until("absent key", PATIENCE, () -> {
            client.post("/0.1.0/feature_store", "invented00000001.secret", Load.BODY); // known for half a second
            return measured(ofCache("absent_entries", "api_keys")) == 1;
        });

        assertThat(measured(ofCache("absent_entries", "views"))).isZero();
    }

    @Test
    void aConnectionThatWaitsForTheServerIsActive() throws SQLException {
        String active = "feature_store_pool_connections{cluster=\"online-store\",state=\"active\"}";
        await("feature_store_pool_connections{cluster=\"online-store\",state=\"idle\"}", 3);
        await(active, 0);

        CompletableFuture<Integer> held;
        try (Connection connection = engine.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("LOCK TABLES fraud.customers_1 WRITE");
            held = CompletableFuture.supplyAsync(this::ask);
            await(active, 1);
        }

        assertThat(held.join()).isEqualTo(200);
        await(active, 0);
    }

    @Test
    void aCutWireIsSeenInReadsLoadsAndTheCircuit() {
        assertCircuit("closed");
        double ok = measured(reads("ok"));
        double failed = measured(reads("failed"));
        double failedViews = measured(ofCache("load_failures_total", "views"));
        double failedKeys = measured(ofCache("load_failures_total", "api_keys"));

        assertThat(ask()).isEqualTo(200);
        assertThat(measured(reads("ok"))).isEqualTo(ok + 1);
        assertThat(measured(reads("failed"))).isEqualTo(failed);

        wire.cut();
        assertThat(ask()).isEqualTo(503);
        assertThat(measured(reads("ok"))).isEqualTo(ok + 1);
        assertThat(measured(reads("failed"))).isEqualTo(failed + 1);
        Await.until(
                "failed load",
                PATIENCE,
                () -> measured(ofCache("load_failures_total", "views")) > failedViews
                        && measured(ofCache("load_failures_total", "api_keys")) > failedKeys);
        Await.until("circuit that opens", PATIENCE, () -> {
            ask();
            return measured(circuit("open")) == 1;
        });
        assertCircuit("open");
    }

    @Test
    void serversThatCannotBeReachedAreDownUntilTheyAreBack() {
        assertServers("up");

        wire.cut();
        ask(); // reads rows; what is known of keys and views is read again without it
        for (String cluster : CLUSTERS) {
            await(servers(cluster, "down"), 1);
        }
        assertServers("down");
        assertCircuit("closed"); // one read is too few for it

        wire.heal();
        for (String cluster : CLUSTERS) {
            await(servers(cluster, "up"), 1);
        }
        assertServers("up");
    }

    private static String servers(String cluster, String state) {
        return "feature_store_servers{cluster=\"" + cluster + "\",state=\"" + state + "\"}";
    }

    /** The one server of each cluster is in that state and in no other. */
    private void assertServers(String state) {
        for (String cluster : CLUSTERS) {
            for (String each : List.of("up", "suspect", "down")) {
                assertThat(measured(servers(cluster, each)))
                        .as(cluster + " " + each)
                        .isEqualTo(each.equals(state) ? 1 : 0);
            }
        }
    }

    private static String reads(String outcome) {
        return "feature_store_store_read_seconds_count{outcome=\"" + outcome + "\"}";
    }

    private static String circuit(String state) {
        return "feature_store_circuit_state{cluster=\"online-store\",state=\"" + state + "\"}";
    }

    private void assertCircuit(String state) {
        for (String each : List.of("closed", "half_open", "open")) {
            assertThat(measured(circuit(each))).as(each).isEqualTo(each.equals(state) ? 1 : 0);
        }
    }
}
