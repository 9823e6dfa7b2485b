package dev.featurestore.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.featurestore.inmemory.DemoApiKeys;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the sample data tell of themselves, and that their pages are only there where they are wanted. */
class BrowsingTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STORES = "/0.1.0/feature_store";

    @AutoClose
    private static FeatureStoreServer server = TestServers.demo();

    private static Client client = new Client(server.port());

    private static JsonNode given(String path) throws IOException {
        HttpResponse<String> response = client.get(path, DemoApiKeys.MAIN);
        assertThat(response.statusCode()).as(path + " " + response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    @Test
    void everyViewsExamplesAreServed() throws IOException {
        int views = 0;
        for (JsonNode store : given(STORES).get("featureStores")) {
            String name = store.get("name").asText();
            for (JsonNode view : given(STORES + "/" + name).get("featureViews")) {
                JsonNode examples = given(
                                STORES + "/" + name + "/" + view.get("name").asText() + "/" + view.get("version"))
                        .get("examples");

                String one = client.post(
                                STORES, DemoApiKeys.MAIN, examples.get("single").toString())
                        .body();
                String many = client.post(
                                "/0.1.0/batch_feature_store",
                                DemoApiKeys.MAIN,
                                examples.get("batch").toString())
                        .body();

                assertThat(JSON.readTree(one).path("status").asText()).as(one).isEqualTo("COMPLETE");
                assertThat(JSON.readTree(many).path("status"))
                        .as(many)
                        .hasSize(2)
                        .allMatch(status -> !status.asText().equals("ERROR"));
                views++;
            }
        }

        assertThat(views).isGreaterThan(8);
    }

    @Test
    void aStoreThatTheKeyDoesNotReachIsClosedWhateverItHolds() {
        String closed = "{\"code\":17,\"message\":\"API key not authorized to access fsdb002\","
                + "\"reason\":\"Access unshared feature store failed\"}";

        assertThat(client.get(STORES, DemoApiKeys.MARKETING).body()).doesNotContain("fsdb");
        assertThat(client.get(STORES + "/fsdb002", DemoApiKeys.MARKETING).body())
                .isEqualTo(closed);
        assertThat(client.get(STORES + "/fsdb002/sample_2/1", DemoApiKeys.MARKETING)
                        .body())
                .isEqualTo(closed);
        assertThat(client.get(STORES + "/fsdb002/none/1", DemoApiKeys.MARKETING).body())
                .isEqualTo(closed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/docs", "/explorer/main.js", "/docs/swagger-ui-bundle.js"})
    void thereAreNoPagesUnlessTheyAreSwitchedOn(String path) {
        HttpResponse<String> response = client.get(path, "");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body())
                .isEqualTo("{\"code\":25,\"message\":\"No such path: " + path + "\",\"reason\":\"Not found.\"}");
    }
}
