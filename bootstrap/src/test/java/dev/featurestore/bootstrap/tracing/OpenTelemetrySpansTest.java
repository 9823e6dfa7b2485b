package dev.featurestore.bootstrap.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.featurestore.bootstrap.FeatureStoreServer;
import dev.featurestore.bootstrap.StoreAdapter;
import dev.featurestore.bootstrap.TestServers;
import dev.featurestore.bootstrap.sandbox.Sandbox;
import dev.featurestore.inmemory.DemoApiKeys;
import dev.featurestore.inmemory.InMemoryStore;
import dev.featurestore.rondb.testing.Generation;
import dev.featurestore.rondb.testing.HopsworksLoader;
import dev.featurestore.rondb.testing.LoadedWorld;
import dev.featurestore.rondb.testing.MariaDbEngine;
import dev.featurestore.web.WebSettings;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OpenTelemetrySpansTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";
    private static final String BODY = "{\"featureStoreName\":\"fsdb002\",\"featureViewName\":\"sample_2\","
            + "\"featureViewVersion\":1,\"entries\":{\"id1\":36}}";

    /** Keeps spans for the test. */
    private static final class Kept implements SpanExporter {
        private final List<SpanData> spans = new CopyOnWriteArrayList<>();

        @Override
        public CompletableResultCode export(Collection<SpanData> some) {
            spans.addAll(some);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }

        OpenTelemetrySpans spans() {
            return new OpenTelemetrySpans(OpenTelemetrySdk.builder()
                    .setTracerProvider(SdkTracerProvider.builder()
                            .addSpanProcessor(SimpleSpanProcessor.create(this))
                            .build())
                    .build());
        }

        SpanData await(String name) throws InterruptedException {
            for (int i = 0; i < 500; i++) {
                Optional<SpanData> found = spans.stream()
                        .filter(span -> span.getName().equals(name))
                        .findFirst();
                if (found.isPresent()) {
                    return found.get();
                }
                Thread.sleep(10);
            }
            throw new AssertionError("no span " + name + " in " + spans);
        }
    }

    private static void post(FeatureStoreServer server, String body, String flags)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + server.port() + "/0.1.0/feature_store"))
                .header("X-API-KEY", DemoApiKeys.MAIN)
                .header("traceparent", "00-" + TRACE + "-" + SPAN + "-" + flags)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> unused = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static FeatureStoreServer serve(OpenTelemetrySpans spans) {
        return FeatureStoreServer.start(
                WebSettings.defaults().at("localhost", 0),
                Optional.empty(),
                StoreAdapter.of(InMemoryStore.demo()),
                spans);
    }

    @Test
    void aRequestAndItsStagesAreSpansOfTheClientsTrace() throws Exception {
        Kept kept = new Kept();
        try (OpenTelemetrySpans spans = kept.spans();
                FeatureStoreServer server = serve(spans)) {
            post(server, BODY, "01");

            SpanData request = kept.await("feature_store");
            SpanData store = kept.await("store");
            assertThat(request.getTraceId()).isEqualTo(TRACE);
            assertThat(request.getParentSpanId()).isEqualTo(SPAN);
            assertThat(request.getKind()).isEqualTo(SpanKind.SERVER);
            assertThat(request.getAttributes().asMap())
                    .containsEntry(AttributeKey.longKey("http.response.status_code"), 200L)
                    .containsEntry(AttributeKey.stringKey("feature_store.view"), "fsdb002/sample_2/1");
            assertThat(store.getParentSpanId()).isEqualTo(request.getSpanId());
            assertThat(store.getStartEpochNanos()).isGreaterThanOrEqualTo(request.getStartEpochNanos());
            assertThat(store.getEndEpochNanos()).isLessThanOrEqualTo(request.getEndEpochNanos());
            assertThat(request.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        }
    }

    @Test
    void aStatementForRowsIsASpanWithinTheStoresPart() throws Exception {
        MariaDbEngine engine = MariaDbEngine.shared();
        Kept kept = new Kept();
        try (LoadedWorld world = HopsworksLoader.load(engine, Generation.V5, Sandbox.demoData());
                OpenTelemetrySpans spans = kept.spans();
                FeatureStoreServer server =
                        TestServers.onMySql(engine.servers(), engine.user(), engine.password(), Map.of(), spans)) {
            post(server, BODY, "01");

            SpanData store = kept.await("store");
            SpanData statement = kept.await("single_key");
            assertThat(statement.getTraceId()).isEqualTo(TRACE);
            assertThat(statement.getParentSpanId()).isEqualTo(store.getSpanId());
            assertThat(statement.getKind()).isEqualTo(SpanKind.CLIENT);
            assertThat(statement.getEndEpochNanos()).isGreaterThan(statement.getStartEpochNanos());
            assertThat(statement.getStartEpochNanos()).isGreaterThanOrEqualTo(store.getStartEpochNanos());
            assertThat(statement.getEndEpochNanos()).isLessThanOrEqualTo(store.getEndEpochNanos());
        }
    }

    @Test
    void whatClientsCallThingsIsShortened() throws Exception {
        Kept kept = new Kept();
        try (OpenTelemetrySpans spans = kept.spans();
                FeatureStoreServer server = serve(spans)) {
            post(server, BODY.replace("fsdb002", "s".repeat(900)).replace("sample_2", "v".repeat(900)), "01");

            assertThat(kept.await("feature_store").getAttributes().get(AttributeKey.stringKey("feature_store.view")))
                    .hasSizeLessThan(250);
        }
    }

    @Test
    void aTraceThatIsNotSampledIsNotKept() throws Exception {
        Kept kept = new Kept();
        try (OpenTelemetrySpans spans = kept.spans();
                FeatureStoreServer server = serve(spans)) {
            post(server, BODY, "00");
            post(server, "{", "01");

            SpanData malformed = kept.await("feature_store");
            assertThat(malformed.getAttributes().get(AttributeKey.longKey("feature_store.error_code")))
                    .isEqualTo(20L);
            assertThat(kept.spans)
                    .filteredOn(span -> span.getName().equals("feature_store"))
                    .hasSize(1);
        }
    }

    @Test
    void aCollectorThatIsNamedGetsThem() throws Exception {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        HttpServer collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            received.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        System.setProperty(
                "otel.exporter.otlp.endpoint",
                "http://localhost:" + collector.getAddress().getPort());
        try {
            OpenTelemetrySpans spans = OpenTelemetrySpans.open();
            try (FeatureStoreServer server = serve(spans)) {
                post(server, BODY, "01");
            }
            spans.close();

            assertThat(received.poll(10, TimeUnit.SECONDS))
                    .contains("feature-store-server", "feature_store", "fsdb002/sample_2/1");
        } finally {
            System.clearProperty("otel.exporter.otlp.endpoint");
            collector.stop(0);
        }
    }

    @Test
    void isWantedIfTheEnvironmentNamesACollector() {
        assertThat(OpenTelemetrySpans.wanted(Map.of())).isFalse();
        assertThat(OpenTelemetrySpans.wanted(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", " ")))
                .isFalse();
        assertThat(OpenTelemetrySpans.wanted(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://c:4318")))
                .isTrue();
        assertThat(OpenTelemetrySpans.wanted(Map.of("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://c:4318/v1/traces")))
                .isTrue();
        assertThat(OpenTelemetrySpans.wanted(
                        Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://c:4318", "OTEL_SDK_DISABLED", "true")))
                .isFalse();
    }
}
