package dev.featurestore.web;

import static dev.featurestore.web.Bodies.single;
import static dev.featurestore.web.Bodies.withView;
import static dev.featurestore.web.TestServer.BATCH;
import static dev.featurestore.web.TestServer.KEY;
import static dev.featurestore.web.TestServer.SINGLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.application.port.StoreFailure;
import dev.featurestore.application.usecase.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccessLogTest {
    private final Lines lines = new Lines();
    private final TestServer web = TestServer.start(
            TestServer.settings().with(WebSettings.Observation.defaults().withSlowAfter(Duration.ofMinutes(1))), lines);

    @AfterEach
    void stop() {
        web.close();
    }

    @Test
    void everyRequestHasALine() throws InterruptedException {
        web.post(SINGLE, single("{'id1':1}"), "X-Request-ID", "a1", "X-API-KEY", KEY);
        web.post(SINGLE, "{", "X-Request-ID", "a2", "X-API-KEY", KEY);
        web.get("/none?key=" + KEY, "X-Request-ID", "a3");
        web.get("/0.1.0/ping", "X-Request-ID", "a4");

        assertThat(lines.await(4, web))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .matches(
                                        "POST /0.1.0/feature_store status=200 code=- id=a1 us=\\d+ key=0123456789abcdef"
                                                + " view=fsdb002/sample_2/1 entries=1 complete=1 missing=0 error=0"
                                                + " key_us=\\d+ parse_us=\\d+ write_us=\\d+"),
                        line -> assertThat(line)
                                .matches(
                                        "POST /0.1.0/feature_store status=400 code=20 id=a2 us=\\d+ key=0123456789abcdef key_us=\\d+ parse_us=\\d+"),
                        line -> assertThat(line).matches("GET /none status=404 code=25 id=a3 us=\\d+"),
                        line -> assertThat(line).matches("GET /0.1.0/ping status=200 code=- id=a4 us=\\d+"))
                .noneMatch(line -> line.contains(KEY) || line.contains("secret"));
    }

    @Test
    void theIdInABatchStandsInItsLine() throws InterruptedException {
        web.post(BATCH, withView("'entries':[{'id1':1}],'requestId':'nightly-7'"), "X-Request-ID", "header");

        assertThat(lines.await(1, web))
                .singleElement()
                .asString()
                .startsWith("POST /0.1.0/batch_feature_store status=200 code=- id=nightly-7 us=");
    }

    @Test
    void stagesAndVectorsOfABatchAreInItsLine() throws InterruptedException {
        web.fake.vectors = query -> {
            for (Stage stage : Stage.values()) {
                query.context().enter(stage);
            }
            return new FakeApi().vectors.apply(query);
        };

        web.post(BATCH, withView("'entries':[{'id1':1},7]"));

        assertThat(lines.await(1, web))
                .singleElement()
                .asString()
                .contains(" key=- view=fsdb002/sample_2/1 entries=2 complete=1 missing=0 error=1 ")
                .matches(
                        ".* key_us=\\d+ parse_us=\\d+ view_us=\\d+ plan_us=\\d+ store_us=\\d+ vectors_us=\\d+ write_us=\\d+");
    }

    @Test
    void namesTheTraceThatARequestIsPartOf() throws InterruptedException {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";

        web.get("/0.1.0/ping", "traceparent", "00-" + trace + "-00f067aa0ba902b7-01");
        web.get("/0.1.0/ping", "traceparent", "00-nonsense");

        List<String> both = lines.await(2, web);
        assertThat(both).hasSize(2);
        assertThat(both.get(0)).endsWith(" trace=" + trace);
        assertThat(both.get(1)).doesNotContain("trace=", "nonsense");
    }

    @Test
    void saysHowLongARequestWaitedForOthers() throws InterruptedException {
        web.fake.vectors = query -> {
            query.context().deadline().observer().waited(3_000_000);
            query.context()
                    .deadline()
                    .orSooner(Duration.ofSeconds(1))
                    .observer()
                    .waited(4_000_000);
            return new FakeApi().vectors.apply(query);
        };

        web.post(BATCH, withView("'entries':[{'id1':1},7]"));

        assertThat(lines.await(1, web)).singleElement().asString().endsWith(" wait_us=7000");
    }

    @Test
    void aSlowRequestIsAWarningWithTheStageItWasSlowIn() throws InterruptedException {
        Lines warned = new Lines();
        WebSettings settings = TestServer.settings()
                .with(new WebSettings.Observation(Optional.empty(), false, Duration.ofMillis(100)));
        try (TestServer slow = TestServer.start(settings, warned)) {
            slow.fake.vector = query -> {
                query.context().enter(Stage.STORE);
                throw late();
            };

            slow.post(SINGLE, single("{'id1':1}"));

            assertThat(warned.await(1, slow))
                    .singleElement()
                    .asString()
                    .startsWith("WARN slow: POST /0.1.0/feature_store status=503 code=24")
                    .matches(".* store_us=[1-9]\\d{5,}");
        }
    }

    @Test
    void aClientThatIsSlowAndAtFaultIsNoWarning() throws InterruptedException {
        Lines kept = new Lines();
        WebSettings settings =
                TestServer.settings().with(new WebSettings.Observation(Optional.empty(), false, Duration.ofNanos(1)));
        try (TestServer slow = TestServer.start(settings, kept)) {
            slow.post(SINGLE, "{", "X-API-KEY", KEY);

            assertThat(kept.await(1, slow)).singleElement().asString().startsWith("POST " + SINGLE + " status=400");
        }
    }

    private static StoreFailure late() {
        try {
            Thread.sleep(120);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return StoreFailure.unavailable("late", Duration.ofSeconds(1), new IllegalStateException());
    }

    @Test
    void namesCannotForgeALine() throws InterruptedException {
        web.post(
                SINGLE,
                "{\"featureStoreName\":\"a\\nERROR b status=1\",\"featureViewName\":\"\\u001b[31m\",\"featureViewVersion\":1,"
                        + "\"entries\":{\"a\":1}}");

        assertThat(lines.await(1, web)).singleElement().asString().contains(" view=a?ERROR_b_status=1/?[31m/1 ");
    }

    @Test
    void whatNeverReachesARouteHasALineToo() throws InterruptedException {
        web.raw("GET /0.1.0/ping HTTP/1.1\r\nHost: x\r\nX-Big: " + "x".repeat(20_000) + "\r\n\r\n");

        assertThat(lines.await(1, web))
                .singleElement()
                .asString()
                .matches("GET /0.1.0/ping status=431 code=23 id=[0-9a-f]{16} us=\\d+");
    }

    @Test
    void aLinePathIsNeverEndless() throws InterruptedException {
        web.get("/" + "x".repeat(5000));

        assertThat(lines.await(1, web)).singleElement().asString().hasSizeLessThan(250);
    }

    @Test
    void evenWhatBreaksTheMachineHasItsCodeInTheLine() throws InterruptedException {
        web.fake.vector = query -> {
            throw new LinkageError("no such class");
        };

        TestServer.errorsLogged(() -> web.post(SINGLE, single("{'id1':1}"), "X-Request-ID", "broken"));

        assertThat(lines.await(1, web)).singleElement().asString().contains("status=500 code=26 id=broken");
    }
}
