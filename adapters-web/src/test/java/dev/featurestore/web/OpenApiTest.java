package dev.featurestore.web;

import static dev.featurestore.web.TestServer.BATCH;
import static dev.featurestore.web.TestServer.SINGLE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.featurestore.domain.ErrorCode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That answers keep to the description is checked wherever a test gets one; here is the description itself. */
class OpenApiTest {
    private static TestServer web;

    @BeforeAll
    static void start() {
        web = TestServer.start();
    }

    @AfterAll
    static void stop() {
        web.close();
    }

    @Test
    void theDescriptionIsServed() {
        HttpResponse<String> response = web.get("/openapi.json");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(OpenApi.parsed(response.body())).isEqualTo(OpenApi.DOCUMENT);
    }

    @Test
    void everyOperationOfTheDescriptionIsThereAndNoOther() {
        List<String> described = new ArrayList<>();
        OpenApi.DOCUMENT
                .get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    if (!operation.getKey().equals("parameters")) {
                        described.add(operation.getKey() + " " + path.getKey());
                    }
                }));

        assertThat(described)
                .containsExactlyInAnyOrder(
                        "post /{apiVersion}/feature_store",
                        "post /{apiVersion}/batch_feature_store",
                        "get /{apiVersion}/feature_store",
                        "get /{apiVersion}/feature_store/{store}",
                        "get /{apiVersion}/feature_store/{store}/{view}/{version}",
                        "get /{apiVersion}/ping",
                        "get /{apiVersion}/health",
                        "get /metrics",
                        "get /openapi.json");
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        assertThat(OpenApi.DOCUMENT.findValuesAsText("$ref"))
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                OpenApi.DOCUMENT.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    static Stream<Map.Entry<String, JsonNode>> requestExamples() {
        return Stream.of(Map.entry("feature_store", SINGLE), Map.entry("batch_feature_store", BATCH))
                .flatMap(
                        endpoint -> post(endpoint.getKey())
                                .at("/requestBody/content/application~1json/examples")
                                .findValues("value")
                                .stream()
                                .map(example -> Map.entry(endpoint.getValue(), example)));
    }

    @ParameterizedTest
    @MethodSource("requestExamples")
    void exampleRequestsAreServedAndKeepToTheirSchema(Map.Entry<String, JsonNode> example) {
        JsonNode schema = post(example.getKey().substring("/0.1.0/".length()))
                .at("/requestBody/content/application~1json/schema");

        HttpResponse<String> response =
                web.post(example.getKey(), example.getValue().toString());

        assertThat(response.statusCode()).isEqualTo(200);
        OpenApi.checkBody(schema, example.getValue().toString());
    }

    @Test
    void exampleAnswersKeepToTheirSchemas() {
        List<JsonNode> contents = new ArrayList<>(OpenApi.DOCUMENT.findValues("application/json"));
        int checked = 0;
        for (JsonNode content : contents) {
            List<JsonNode> examples = new ArrayList<>();
            if (content.has("example")) {
                examples.add(content.get("example"));
            }
            content.path("examples").forEach(example -> examples.add(example.get("value")));
            for (JsonNode example : examples) {
                OpenApi.checkBody(content.get("schema"), example.toString());
                checked++;
            }
        }

        assertThat(checked).isGreaterThan(15);
    }

    @Test
    void errorCodesAreThoseOfTheServer() {
        JsonNode code = OpenApi.DOCUMENT.at("/components/schemas/ErrorCode");

        assertThat(Stream.of(ErrorCode.values()).map(ErrorCode::number))
                .allMatch(number -> number >= code.get("minimum").asInt()
                        && number <= code.get("maximum").asInt());
    }

    private static JsonNode post(String endpoint) {
        return OpenApi.DOCUMENT.path("paths").path("/{apiVersion}/" + endpoint).path("post");
    }
}
