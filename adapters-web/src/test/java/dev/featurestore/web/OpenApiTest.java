package dev.featurestore.web;

import static dev.featurestore.web.TestServer.BATCH;
import static dev.featurestore.web.TestServer.SINGLE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.featurestore.domain.ErrorCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That answers keep to the description is checked wherever a test gets one; here is the description itself. */
class OpenApiTest {
    @AutoClose
    private static TestServer web = TestServer.start();

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
                .containsExactlyInAnyOrderElementsOf(Stream.of(Endpoint.values())
                        .filter(endpoint -> endpoint != Endpoint.OTHER)
                        .map(endpoint -> endpoint.method().toLowerCase(Locale.ROOT) + " " + endpoint.template())
                        .toList());
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

    static Stream<String> operations() {
        return OpenApi.DOCUMENT.path("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .map(Map.Entry::getKey)
                        .filter(method -> !method.equals("parameters"))
                        .map(method -> method.toUpperCase(Locale.ROOT) + " " + path.getKey()));
    }

    /** Whatever goes wrong before a route is reached, on the port of the API and on that for metrics. */
    @ParameterizedTest
    @MethodSource("operations")
    void answersOfTheHttpEngineAreDescribedToo(String operation) throws IOException {
        String method = operation.substring(0, operation.indexOf(' '));
        String path = operation
                .substring(operation.indexOf(' ') + 1)
                .replace("{apiVersion}", "0.1.0")
                .replaceAll("\\{\\w+}", "1");
        String start = method + " " + path;
        String end = " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";
        List<String> requests = List.of(
                start + end + "\r\n",
                start + end + "Bad Header: y\r\n\r\n",
                start + end + "Expect: x\r\n\r\n",
                start + end + "X-Big: " + "x".repeat(17_000) + "\r\n\r\n",
                start + "?" + "x".repeat(17_000) + end + "\r\n",
                start + " HTTP/9.9\r\n\r\n");
        WebSettings.Observation apart = new WebSettings.Observation(Optional.of(0), false, Duration.ZERO);
        try (TestServer separate = TestServer.start(TestServer.settings().with(apart))) {
            Set<String> undescribed = new TreeSet<>();
            for (String request : requests) {
                undescribed.add(status(request, web.connect()));
                undescribed.add(status(request, separate.connect()));
                undescribed.add(status(
                        request,
                        new Socket(
                                InetAddress.getLoopbackAddress(),
                                separate.server.metricsPort().orElseThrow())));
            }

            assertThat(undescribed).hasSizeGreaterThan(5);
            OpenApi.DOCUMENT
                    .path("paths")
                    .path(operation.substring(operation.indexOf(' ') + 1))
                    .path(method.toLowerCase(Locale.ROOT))
                    .path("responses")
                    .fieldNames()
                    .forEachRemaining(undescribed::remove);
            assertThat(undescribed).isEmpty();
        }
    }

    private static String status(String request, Socket socket) throws IOException {
        try (socket) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.substring(9, 12);
        }
    }

    private static JsonNode post(String endpoint) {
        return OpenApi.DOCUMENT.path("paths").path("/{apiVersion}/" + endpoint).path("post");
    }
}
