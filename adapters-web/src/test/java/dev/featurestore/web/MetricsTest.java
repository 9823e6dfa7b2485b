package dev.featurestore.web;

import static dev.featurestore.web.Bodies.single;
import static dev.featurestore.web.Bodies.withView;
import static dev.featurestore.web.TestServer.BATCH;
import static dev.featurestore.web.TestServer.SINGLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.application.usecase.Answer;
import dev.featurestore.application.usecase.GetFeatureVectors;
import dev.featurestore.application.usecase.Stage;
import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.Failure;
import dev.featurestore.domain.value.ColumnType;
import dev.featurestore.domain.value.OfflineType;
import dev.featurestore.domain.value.Value;
import dev.featurestore.domain.vector.FeatureVector;
import dev.featurestore.domain.vector.LookupStatus;
import dev.featurestore.domain.view.FeatureGroup;
import dev.featurestore.domain.view.FeatureStore;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.domain.view.FeatureViewDefinition;
import dev.featurestore.domain.view.VectorFeature;
import dev.featurestore.web.metrics.Metrics;
import dev.featurestore.web.metrics.VectorCounts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private final TestServer web = TestServer.start();

    @AfterEach
    void stop() {
        web.close();
    }

    /** The metrics once they hold that line: they are counted after the answer. */
    private List<String> metricsWith(String line) throws InterruptedException {
        List<String> lines = scrape();
        for (int i = 0; i < 100 && !lines.contains(line); i++) {
            Thread.sleep(20);
            lines = scrape();
        }
        assertThat(lines).contains(line);
        return lines;
    }

    private List<String> scrape() {
        HttpResponse<String> response =
                web.unchecked("GET", "/metrics", BodyPublishers.noBody(), BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
        return response.body().lines().toList();
    }

    @Test
    void requestsAreCountedByEndpointStatusAndCode() throws InterruptedException {
        web.post(SINGLE, single("{'id1':1}"));
        web.post("/0.2.0/feature_store", single("{'id1':1}"));
        web.post(SINGLE, "{");
        web.get("/no/such/path");

        metricsWith("feature_store_request_seconds_count{code=\"0\",endpoint=\"feature_store\",status=\"200\"} 2");
        metricsWith("feature_store_request_seconds_count{code=\"20\",endpoint=\"feature_store\",status=\"400\"} 1");
        List<String> lines =
                metricsWith("feature_store_request_seconds_count{code=\"25\",endpoint=\"other\",status=\"404\"} 1");
        assertThat(lines)
                .filteredOn(line -> line.startsWith("feature_store_request_seconds_bucket{code=\"25\","))
                .hasSize(13)
                .first()
                .asString()
                .contains("le=\"5.0E-4\"");
    }

    @Test
    void vectorsAreCountedByViewAndStatus() throws InterruptedException {
        web.post(BATCH, withView("'entries':[{'id1':1},7,{'id1':2}]"));

        metricsWith("feature_store_vectors_total"
                + "{status=\"complete\",store=\"fsdb002\",version=\"1\",view=\"sample_2\"} 2.0");
        metricsWith("feature_store_vectors_total"
                + "{status=\"error\",store=\"fsdb002\",version=\"1\",view=\"sample_2\"} 1.0");
        metricsWith("feature_store_batch_entries_bucket{le=\"10.0\"} 1");
    }

    @Test
    void namesThatClientsThinkUpAreNoLabels() throws InterruptedException {
        web.fake.refuse(ErrorCode.NO_FEATURE_VIEW, "none");

        web.post(SINGLE, single("{'id1':1}"));

        List<String> lines = metricsWith(
                "feature_store_request_seconds_count{code=\"1\",endpoint=\"feature_store\",status=\"400\"} 1");
        assertThat(lines).noneMatch(line -> line.contains("sample_2"));
    }

    @Test
    void afterTwoHundredViewsTheRestAreOthers() throws InterruptedException {
        for (int i = 0; i < 203; i++) {
            FeatureView view = view("view" + i);
            web.fake.vectors = query ->
                    new Answer.Given<>(new GetFeatureVectors.Vectors(view, List.of(FakeApi.served(List.of()))));
            web.post(BATCH, withView("'entries':[{'id1':1}]"));
        }

        List<String> lines = metricsWith(
                "feature_store_vectors_total{status=\"complete\",store=\"other\",version=\"other\",view=\"other\"} 3.0");
        assertThat(lines)
                .filteredOn(line -> line.startsWith("feature_store_vectors_total{status=\"complete\",store=\"many\""))
                .hasSize(200);
    }

    @Test
    void latenciesHaveTheTraceOfOneRequestInOpenMetrics() throws InterruptedException {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        web.post(SINGLE, single("{'id1':1}"), "traceparent", "00-" + trace + "-00f067aa0ba902b7-01");
        metricsWith("feature_store_request_seconds_count{code=\"0\",endpoint=\"feature_store\",status=\"200\"} 1");

        HttpResponse<String> response = web.unchecked(
                "GET",
                "/metrics",
                BodyPublishers.noBody(),
                BodyHandlers.ofString(),
                "Accept",
                "application/openmetrics-text; version=1.0.0");

        assertThat(response.headers().firstValue("Content-Type"))
                .hasValue("application/openmetrics-text; version=1.0.0; charset=utf-8");
        assertThat(response.body().lines())
                .filteredOn(line ->
                        line.startsWith("feature_store_request_seconds_bucket{code=\"0\",endpoint=\"feature_store"))
                .anyMatch(line -> line.contains("# {span_id=\"00f067aa0ba902b7\",trace_id=\"" + trace + "\"}"));
        assertThat(response.body()).endsWith("# EOF\n");
    }

    @Test
    void whatFeaturesHoldIsCountedByKind() throws InterruptedException {
        FeatureView view = web.fake.described;
        List<LookupStatus> found = Collections.nCopies(view.lookups().size(), LookupStatus.FOUND);
        List<LookupStatus> noRow = Collections.nCopies(view.lookups().size(), LookupStatus.NO_ROW);
        List<Value> allNull = Collections.nCopies(view.features().size(), Value.NULL);
        List<FeatureVector> vectors = List.of(
                new FeatureVector.Served(allNull, true, found),
                new FeatureVector.Served(allNull, true, found),
                new FeatureVector.Served(allNull, false, noRow),
                new FeatureVector.Failed(new Failure(ErrorCode.NO_PRIMARY_KEY, "no"), noRow));
        web.fake.vectors = query -> new Answer.Given<>(new GetFeatureVectors.Vectors(view, vectors));
        VectorFeature fromRow = view.features().stream()
                .filter(feature -> feature.source() instanceof VectorFeature.FromRow)
                .findFirst()
                .orElseThrow();
        String labels = "feature=\"" + fromRow.name() + "\",kind=\"%s\",store=\""
                + view.store().name() + "\",version=\"" + view.version() + "\",view=\"" + view.name() + "\"";

        web.post(
                BATCH,
                withView("'entries':[{'id1':1},{'id1':1},{'id1':1},{'id1':1}],'passedFeatures':[{'" + fromRow.name()
                        + "':7},{},{'nonsense':1},{}]"));

        String name = "feature_store_feature_values_total{" + labels + "} ";
        metricsWith(name.formatted("null") + "2.0");
        metricsWith(name.formatted("missing") + "1.0");
        metricsWith(name.formatted("passed") + "1.0");
        String description = web.get("/0.1.0/feature_store/a/b/1").body();
        assertThat(description).contains("\"servedVectors\":3", "\"key\":false,\"nulls\":2,\"missing\":1,\"passed\":1");
    }

    @Test
    void noMoreThanTwoThousandFeaturesAreCounted() {
        try (Metrics metrics = new Metrics()) {
            for (int i = 0; i < 30; i++) {
                FeatureView view = wide("wide" + i, 100);
                VectorCounts counts = new VectorCounts(view);
                counts.add(new FeatureVector.Served(
                        Collections.nCopies(100, Value.NULL), true, List.of(LookupStatus.FOUND)));
                metrics.vectors(counts);
            }

            assertThat(metrics.registry().find("feature_store_feature_values").functionCounters())
                    .hasSize(2000);
            assertThat(metrics.feature(wide("wide0", 100), "f7").orElseThrow().nulls())
                    .isEqualTo(1);
            assertThat(metrics.feature(wide("wide29", 100), "f7")).isEmpty();
        }
    }

    private static FeatureView wide(String name, int width) {
        FeatureStore store = new FeatureStore(1, "many");
        Map<String, ColumnType> columns = new HashMap<>(Map.of("id", ColumnType.parse("bigint")));
        List<FeatureViewDefinition.Feature> features = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            columns.put("f" + i, ColumnType.parse("int"));
            features.add(new FeatureViewDefinition.Feature("f" + i, OfflineType.of("int"), 0, i, false));
        }
        FeatureGroup group = new FeatureGroup(1, name, 1, store, false, columns, List.of("id"));
        return FeatureView.compile(new FeatureViewDefinition(
                store,
                name,
                1,
                List.of(new FeatureViewDefinition.Join(0, "", group)),
                features,
                List.of(new FeatureViewDefinition.ServingKey(0, "id", "", true, Optional.empty()))));
    }

    private static FeatureView view(String name) {
        return FeatureView.compile(
                new FeatureViewDefinition(new FeatureStore(1, "many"), name, 1, List.of(), List.of(), List.of()));
    }

    @Test
    void timeIsCountedByStage() throws InterruptedException {
        web.fake.vector = query -> {
            query.context().enter(Stage.STORE);
            pause();
            query.context().enter(Stage.VECTORS);
            return new FakeApi().vector.apply(query);
        };

        web.post(SINGLE, single("{'id1':1}"));

        List<String> lines = metricsWith(
                "feature_store_request_seconds_count{code=\"0\",endpoint=\"feature_store\",status=\"200\"} 1");
        assertThat(lines)
                .filteredOn(line -> line.startsWith("feature_store_stage_seconds_total{stage=\"store\"}"))
                .singleElement()
                .satisfies(line -> assertThat(Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
                        .isBetween(0.03, 5.0));
    }

    private static void pause() {
        try {
            Thread.sleep(30);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aHeaderTellsTheStagesIfThatIsSet() {
        try (TestServer timed = TestServer.start(
                TestServer.settings().with(new WebSettings.Observation(Optional.empty(), true, Duration.ZERO)))) {
            timed.fake.vector = query -> {
                for (Stage stage : Stage.values()) {
                    query.context().enter(stage);
                }
                return new FakeApi().vector.apply(query);
            };

            HttpResponse<String> response = timed.post(SINGLE, single("{'id1':1}"));

            assertThat(response.headers().firstValue("Server-Timing").orElseThrow())
                    .matches("key;dur=[\\d.]+, parse;dur=[\\d.]+, view;dur=[\\d.]+, plan;dur=[\\d.]+,"
                            + " store;dur=[\\d.]+, vectors;dur=[\\d.]+, write;dur=[\\d.]+");
            assertThat(timed.get("/0.1.0/ping").headers().firstValue("Server-Timing"))
                    .isEmpty();
        }
        assertThat(web.post(SINGLE, single("{'id1':1}")).headers().firstValue("Server-Timing"))
                .isEmpty();
    }

    @Test
    void onTheirOwnPortAreMetricsAndProbesAndNothingElse() throws Exception {
        try (TestServer separate = TestServer.start(
                TestServer.settings().with(new WebSettings.Observation(Optional.of(0), false, Duration.ZERO)))) {
            int port = separate.server.metricsPort().orElseThrow();

            assertThat(get(port, "/metrics").statusCode()).isEqualTo(200);
            assertThat(get(port, "/0.1.0/ping").statusCode()).isEqualTo(200);
            assertThat(get(port, "/0.2.0/health").statusCode()).isEqualTo(200);
            assertThat(get(port, "/openapi.json").body()).startsWith("{\"code\":25,");
            assertThat(get(port, "/0.1.0/feature_store").statusCode()).isEqualTo(404);
            assertThat(get(port, "/0.1.0/feature_store/../../metrics").statusCode())
                    .isEqualTo(404);
            assertThat(separate.get("/metrics").statusCode()).isEqualTo(404);
            assertThat(separate.post("/metrics", "").statusCode()).isEqualTo(404);
            assertThat(separate.get("/0.1.0/ping").statusCode()).isEqualTo(200);
            HttpResponse<String> wrongMethod = send(port, "POST", "/0.1.0/ping");
            assertThat(wrongMethod.statusCode()).isEqualTo(405);
            assertThat(wrongMethod.headers().firstValue("Allow")).hasValue("GET, HEAD");
        }
    }

    private static HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        return send(port, "GET", path);
    }

    private static HttpResponse<String> send(int port, String method, String path)
            throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .method(method, HttpRequest.BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.ofString());
    }
}
