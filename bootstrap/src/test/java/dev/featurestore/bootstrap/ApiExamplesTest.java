package dev.featurestore.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.featurestore.inmemory.DemoApiKeys;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The examples by which the API is defined, to the letter, over HTTP, on the parts that the program itself is made of.
 */
class ApiExamplesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @AutoClose
    private static FeatureStoreServer server = TestServers.demo();

    private static Client client = new Client(server.port());

    @ParameterizedTest
    @CsvSource({
        "single, feature_store, 200",
        "no-match, feature_store, 200",
        "wrong-key, feature_store, 400",
        "no-store, feature_store, 400",
        "batch, batch_feature_store, 200",
        "partial-failure, batch_feature_store, 200"
    })
    void exampleIsAnsweredToTheLetter(String example, String endpoint, int status) throws IOException {
        HttpResponse<String> response =
                client.post("/0.1.0/" + endpoint, DemoApiKeys.MAIN, resource(example + ".request.json"));

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).isEqualTo(expected(example));
    }

    @Test
    void aKeyThatDoesNotReachTheStoreIsTurnedAway() throws IOException {
        HttpResponse<String> response =
                client.post("/0.1.0/feature_store", DemoApiKeys.MARKETING, resource("single.request.json"));

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body())
                .isEqualTo("{\"code\":17,\"message\":\"API key not authorized to access fsdb002\","
                        + "\"reason\":\"Access unshared feature store failed\"}");
    }

    @Test
    void aRequestWithoutKeyIsTurnedAway() throws IOException {
        HttpResponse<String> response = client.post("/0.1.0/feature_store", "", resource("single.request.json"));

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(JSON.readTree(response.body()).get("code").intValue()).isEqualTo(22);
    }

    /** The answer's members in order, without white space; vectors also say that no detailed status was asked for. */
    private static String expected(String example) throws IOException {
        JsonNode answer = JSON.readTree(resource(example + ".response.json"));
        if (answer.has("features")) {
            ((ObjectNode) answer).putNull("detailedStatus");
        }
        return answer.toString();
    }

    private static String resource(String name) throws IOException {
        try (var in = ApiExamplesTest.class.getResourceAsStream("/api-examples/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }
}
