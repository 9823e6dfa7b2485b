package dev.featurestore.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.bootstrap.sandbox.Sandbox;
import dev.featurestore.inmemory.DemoApiKeys;
import dev.featurestore.inmemory.InMemoryStore;
import dev.featurestore.rondb.testing.Generation;
import dev.featurestore.rondb.testing.HopsworksLoader;
import dev.featurestore.rondb.testing.LoadedWorld;
import dev.featurestore.rondb.testing.MariaDbEngine;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole program over a real MariaDB gives, byte for byte, the answers that it gives over memory. */
class SameAnswersTest {
    private static LoadedWorld world;
    private static FeatureStoreServer overMemory;
    private static FeatureStoreServer overMariaDb;

    @BeforeAll
    static void start() throws IOException {
        MariaDbEngine engine = MariaDbEngine.shared();
        world = HopsworksLoader.load(engine, Generation.V5, Sandbox.demoData());
        overMemory = TestServers.inMemory(InMemoryStore.demo());
        overMariaDb = TestServers.onMySql(engine.servers(), engine.user(), engine.password(), Map.of());
    }

    @AfterAll
    static void stop() {
        overMariaDb.close();
        overMemory.close();
        world.close();
    }

    static Stream<Arguments> requests() {
        String view = "\"featureViewVersion\":1,\"options\":{\"includeDetailedStatus\":true},"
                + "\"metadataOptions\":{\"featureName\":true,\"featureType\":true}";
        String sample2 = "{\"featureStoreName\":\"FSDB002\",\"featureViewName\":\"sample_2\"," + view;
        String sample3 = "{\"featureStoreName\":\"fsdb001\",\"featureViewName\":\"sample_3\"," + view;
        String fraud = "{\"featureStoreName\":\"fraud\",\"featureViewName\":\"fraud_model\"," + view;
        return Stream.of(
                Arguments.of("feature_store", sample2 + ",\"entries\":{\"id1\":36}}"),
                Arguments.of("feature_store", sample2 + ",\"entries\":{\"id1\":\"36\"}}"),
                Arguments.of("feature_store", sample2 + ",\"entries\":{\"id1\":1}}"),
                Arguments.of("feature_store", sample2 + ",\"entries\":{\"id1\":true}}"),
                Arguments.of("feature_store", sample2 + ",\"entries\":{\"id9\":1}}"),
                Arguments.of("feature_store", sample2 + ",\"entries\":{\"id1\":36},\"passedFeatures\":{\"ts\":\"x\"}}"),
                Arguments.of("feature_store", sample3 + ",\"entries\":{\"id1\":81}}"),
                Arguments.of("feature_store", sample3 + ",\"entries\":{\"id1\":81,\"id2\":\"id81\"}}"),
                Arguments.of(
                        "batch_feature_store",
                        sample3
                                + ",\"entries\":[{\"id1\":81,\"id2\":\"id81\"},{\"id1\":\"x\",\"id2\":\"y\"},7,"
                                + "{\"id1\":51,\"id2\":\"id51\"},{\"id1\":81,\"id2\":\"id81\"},{\"id2\":\"id51\"}]}"),
                Arguments.of(
                        "feature_store",
                        fraud + ",\"entries\":{\"tx_id\":5001,\"customer_id\":1,\"merchant_id\":\"grocer-12\"}}"),
                Arguments.of("feature_store", fraud + ",\"entries\":{\"tx_id\":5002}}"),
                Arguments.of("feature_store", fraud + ",\"entries\":{\"nonsense\":5002}}"));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void mariaDbAnswersAsMemoryDoes(String endpoint, String body) {
        HttpResponse<String> expected =
                new Client(overMemory.port()).post("/0.1.0/" + endpoint, DemoApiKeys.MAIN, body);

        HttpResponse<String> actual = new Client(overMariaDb.port()).post("/0.1.0/" + endpoint, DemoApiKeys.MAIN, body);

        assertThat(actual.body()).isEqualTo(expected.body());
        assertThat(actual.statusCode()).isEqualTo(expected.statusCode());
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aKeyWithFewerRightsIsTurnedAwayAlike(String endpoint, String body) {
        HttpResponse<String> expected =
                new Client(overMemory.port()).post("/0.2.0/" + endpoint, DemoApiKeys.MARKETING, body);

        HttpResponse<String> actual =
                new Client(overMariaDb.port()).post("/0.2.0/" + endpoint, DemoApiKeys.MARKETING, body);

        assertThat(actual.body()).isEqualTo(expected.body());
        assertThat(actual.statusCode()).isEqualTo(expected.statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1643414400000", "-1", "1643414400000.5", "\"2022-01-30 00:00:00\""})
    void aPassedTimestampComesBackAsSent(String sent) {
        String view = "{\"featureStoreName\":\"fsdb001\",\"featureViewName\":\"sample_3\",\"featureViewVersion\":1,"
                + "\"options\":{\"validatePassedFeatures\":true},\"entries\":";
        String entry = "{\"id1\":81,\"id2\":\"id81\"}";
        String passed = "{\"ts\":" + sent + "}";

        for (FeatureStoreServer server : List.of(overMemory, overMariaDb)) {
            Client client = new Client(server.port());
            String single = client.post(
                            "/0.1.0/feature_store",
                            DemoApiKeys.MAIN,
                            view + entry + ",\"passedFeatures\":" + passed + "}")
                    .body();
            String batch = client.post(
                            "/0.1.0/batch_feature_store",
                            DemoApiKeys.MAIN,
                            view + "[" + entry + "],\"passedFeatures\":[" + passed + "]}")
                    .body();

            assertThat(single).startsWith("{\"features\":[81,\"id81\"," + sent + ",6]");
            assertThat(batch).startsWith("{\"features\":[[81,\"id81\"," + sent + ",6]]");
        }
    }
}
