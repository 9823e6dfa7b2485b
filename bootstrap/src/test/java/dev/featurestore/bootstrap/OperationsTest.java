package dev.featurestore.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.inmemory.DemoApiKeys;
import dev.featurestore.inmemory.InMemoryStore;
import dev.featurestore.web.WebSettings;
import dev.featurestore.web.exchange.RequestSpans;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What operators set up, from the outside. */
class OperationsTest {
    private static final String BODY = """
            {"featureStoreName": "fsdb002", "featureViewName": "sample_2", "featureViewVersion": 1,
             "entries": {"id1": 36}}""";

    @Test
    void aKeyThatSendsTooManyRequestsIsToldWhenToComeAgainAndOthersAreServed() {
        try (FeatureStoreServer server = start(Optional.of(2))) {
            Client client = new Client(server.port());
            List<HttpResponse<String>> responses = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                responses.add(client.post("/0.1.0/feature_store", DemoApiKeys.MAIN, BODY));
            }

            assertThat(responses.get(0).statusCode()).isEqualTo(200);
            assertThat(responses)
                    .filteredOn(response -> response.statusCode() == 429)
                    .isNotEmpty()
                    .allSatisfy(response -> {
                        assertThat(response.body()).startsWith("{\"code\":27,");
                        assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
                    });
            assertThat(client.post("/0.1.0/feature_store", DemoApiKeys.MARKETING, BODY)
                            .statusCode())
                    .isNotEqualTo(429);
        }
    }

    @Test
    void aServerThatDrainsIsNotHealthyAndServesOn() {
        try (FeatureStoreServer server = start(Optional.empty())) {
            Client client = new Client(server.port());
            int before = client.get("/0.1.0/health").statusCode();

            server.drain();

            assertThat(before).isEqualTo(200);
            assertThat(client.get("/0.1.0/health").statusCode()).isEqualTo(503);
            assertThat(client.post("/0.1.0/feature_store", DemoApiKeys.MAIN, BODY)
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    private static FeatureStoreServer start(Optional<Integer> requestsPerSecond) {
        return FeatureStoreServer.start(
                WebSettings.defaults().at("localhost", 0),
                requestsPerSecond,
                StoreAdapter.of(InMemoryStore.demo()),
                RequestSpans.NONE);
    }
}
