package dev.featurestore.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.application.port.Await;
import dev.featurestore.bootstrap.sandbox.Sandbox;
import dev.featurestore.inmemory.DemoApiKeys;
import dev.featurestore.rondb.testing.Generation;
import dev.featurestore.rondb.testing.HopsworksLoader;
import dev.featurestore.rondb.testing.LoadedWorld;
import dev.featurestore.rondb.testing.MariaDbEngine;
import dev.featurestore.rondb.testing.SilentServer;
import dev.featurestore.rondb.testing.Wire;
import dev.featurestore.rondb.testing.World;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole program while its store is killed, slow, silent, or changed under its hands. */
class StoreFaultsTest {
    /** When clients give up. */
    private static final Duration PATIENCE = Duration.ofMillis(900);

    /** Many times what a request may take: for the few that a busy machine delays. */
    private static final Duration SLOWEST = Duration.ofSeconds(8);

    /** A busy machine may be slow in some of these. */
    private static final int ROUNDS = 3;

    /** For what changes in the store; with the interval that a server has by default, it would take 9 s for keys. */
    private static final Duration SEEN = Duration.ofSeconds(8);

    private MariaDbEngine engine;
    private LoadedWorld world;

    @BeforeEach
    void startStore() throws IOException {
        engine = MariaDbEngine.start();
        world = HopsworksLoader.load(engine, Generation.V5, Sandbox.demoData());
    }

    @AfterEach
    void stopStore() {
        engine.close();
    }

    @Test
    void aKilledStoreMeansQuickRefusalsAndIsTakenBackWhenItReturns() throws InterruptedException {
        try (FeatureStoreServer server = serve(Map.of());
                Load load = new Load(server.port(), 8)) {
            Client client = new Client(server.port());
            Await.until("answers before the fault", Duration.ofSeconds(20), () -> countOf(load.answers(), 200) > 50);

            assertQuickRefusals(load, engine::kill, () -> {
                assertThat(client.get("/0.1.0/health").statusCode()).isEqualTo(503);
                assertThat(client.get("/0.1.0/ping").statusCode()).isEqualTo(200);
                engine.restart();
            });

            Await.until(
                    "health",
                    Duration.ofSeconds(10),
                    () -> client.get("/0.1.0/health").statusCode() == 200);
            assertThat(load.answers()).allSatisfy(answer -> {
                assertThat(answer.status()).isIn(200, 503);
                assertThat(answer.saysWhenToRetry()).isEqualTo(answer.status() == 503);
            });
        }
    }

    @Test
    void aStoreThatStallsUnderLoadMeansQuickRefusalsForAll() throws InterruptedException {
        try (Wire wire = Wire.to(engine.servers().get(0));
                FeatureStoreServer server = serveThrough(wire, Map.of("FEATURE_STORE_MYSQL_CONNECTIONPOOLSIZE", "2"));
                Load load = new Load(server.port(), 16)) {
            Await.until("answers before the fault", Duration.ofSeconds(20), () -> countOf(load.answers(), 200) > 50);

            assertQuickRefusals(load, wire::stall, wire::heal);

            assertThat(load.answers())
                    .allSatisfy(answer -> assertThat(answer.status()).isIn(200, 503));
        }
    }

    @Test
    void aServerThatAcceptsAndNeverAnswersIsRefusedInTime() {
        try (SilentServer silent = SilentServer.start();
                FeatureStoreServer server =
                        TestServers.onMySql(List.of(silent.address()), "u", "p", prompt(Map.of()))) {
            Client client = new Client(server.port());
            List<Duration> took = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                long start = System.nanoTime();

                HttpResponse<String> response = client.post("/0.1.0/feature_store", DemoApiKeys.MAIN, Load.BODY);

                took.add(Duration.ofNanos(System.nanoTime() - start));
                assertThat(response.statusCode()).isEqualTo(503);
                assertThat(response.body()).contains("\"code\":24").doesNotContain("127.0.0.1");
            }
            assertThat(took).anyMatch(each -> each.compareTo(PATIENCE) < 0);
            assertThat(took).allMatch(each -> each.compareTo(SLOWEST) < 0);
            assertThat(client.get("/0.1.0/health").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void oneOfTwoServersDyingIsHardlyNoticed() throws InterruptedException {
        try (Wire one = Wire.to(engine.servers().get(0));
                Wire other = Wire.to(engine.servers().get(0));
                FeatureStoreServer server = TestServers.onMySql(
                        List.of(one.address(), other.address()), engine.user(), engine.password(), Map.of());
                Load load = new Load(server.port(), 8)) {
            Await.until("answers before the fault", Duration.ofSeconds(20), () -> countOf(load.answers(), 200) > 50);

            one.cut();
            long cut = System.nanoTime();
            Await.until("answers after the fault", Duration.ofSeconds(10), () -> countOf(load.since(cut), 200) > 200);

            assertThat(load.since(cut))
                    .allSatisfy(answer -> assertThat(answer.status()).isEqualTo(200));
        }
    }

    @Test
    void revokedRightsAndKeysEndWithinTheRefreshInterval() {
        try (FeatureStoreServer server =
                TestServers.onMySql(engine.servers(), engine.user(), engine.password(), Map.of())) {
            Await.until("first answer", Duration.ofSeconds(10), () -> statusOfOne(server) == 200);

            world.mutations().revokeMembership("fraud", "demo@example.com");
            Await.until("401 for lack of access", SEEN, () -> statusOfOne(server) == 401);
            world.mutations().grantMembership("fraud", "demo@example.com", "Data scientist");
            Await.until("200 for renewed access", SEEN, () -> statusOfOne(server) == 200);
            world.mutations().deleteKey(DemoApiKeys.MAIN);
            Await.until("401 for lack of a key", SEEN, () -> statusOfOne(server) == 401);
        }
    }

    @Test
    void aViewThatIsDroppedAndCreatedAgainIsSeenWithinTheRefreshInterval() {
        try (FeatureStoreServer server =
                TestServers.onMySql(engine.servers(), engine.user(), engine.password(), Map.of())) {
            World.View view = world.world().store("fraud").view("fraud_model", 1);
            Await.until("first answer", Duration.ofSeconds(10), () -> statusOfOne(server) == 200);

            world.mutations().dropView("fraud", "fraud_model", 1);
            Await.until("400 for the lack of a view", SEEN, () -> statusOfOne(server) == 400);
            world.mutations().createView("fraud", view);
            Await.until("200 for the new view", SEEN, () -> statusOfOne(server) == 200);
        }
    }

    private FeatureStoreServer serve(Map<String, String> more) {
        return TestServers.onMySql(engine.servers(), engine.user(), engine.password(), prompt(more));
    }

    private static Map<String, String> prompt(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(TestServers.DEFAULT_TIMES);
        all.putAll(more);
        return all;
    }

    private FeatureStoreServer serveThrough(Wire wire, Map<String, String> more) {
        return TestServers.onMySql(List.of(wire.address()), engine.user(), engine.password(), prompt(more));
    }

    private static int statusOfOne(FeatureStoreServer server) {
        return new Client(server.port())
                .post("/0.1.0/feature_store", DemoApiKeys.MAIN, Load.BODY)
                .statusCode();
    }

    /** Most of the first refusals are quick when the fault comes, at least in one round, and after it all is well. */
    private static void assertQuickRefusals(Load load, Runnable fault, Runnable repair) {
        long start = System.nanoTime();
        List<Duration> medians = new ArrayList<>();
        while (medians.size() < ROUNDS && medians.stream().noneMatch(median -> median.compareTo(PATIENCE) < 0)) {
            fault.run();
            long begun = System.nanoTime();
            Await.until("refusals", Duration.ofSeconds(10), () -> countOf(load.since(begun), 503) > 50);
            medians.add(medianOfFirstRefusals(load.since(begun)));
            repair.run();
            long repaired = System.nanoTime();
            Await.until(
                    "answers after the fault", Duration.ofSeconds(10), () -> countOf(load.since(repaired), 200) > 50);
        }

        assertThat(medians).anyMatch(median -> median.compareTo(PATIENCE) < 0);
        assertThat(load.since(start))
                .allSatisfy(answer -> assertThat(answer.took()).isLessThan(SLOWEST));
    }

    private static Duration medianOfFirstRefusals(List<Load.Answer> sinceTheFault) {
        List<Duration> first = sinceTheFault.stream()
                .filter(answer -> answer.status() == 503)
                .limit(16)
                .map(Load.Answer::took)
                .sorted()
                .toList();
        return first.get(first.size() / 2);
    }

    private static long countOf(List<Load.Answer> answers, int status) {
        return answers.stream().filter(answer -> answer.status() == status).count();
    }
}
