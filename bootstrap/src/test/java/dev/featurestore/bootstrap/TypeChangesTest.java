package dev.featurestore.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.bootstrap.sandbox.Sandbox;
import dev.featurestore.inmemory.DemoApiKeys;
import dev.featurestore.rondb.testing.Generation;
import dev.featurestore.rondb.testing.HopsworksLoader;
import dev.featurestore.rondb.testing.LoadedWorld;
import dev.featurestore.rondb.testing.MariaDbEngine;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The whole program while columns change their types under views that are loaded, long before the next refresh would
 * see it: no value is ever decoded by the old type, and no client is blamed.
 */
@Timeout(120)
class TypeChangesTest {
    private static final int CLIENTS = 4;
    private static final int ANSWERS_PER_TYPE = 40;
    private static final String ONE =
            "{\"featureStoreName\":\"fsdb002\",\"featureViewName\":\"sample_2\",\"featureViewVersion\":1,"
                    + "\"entries\":{\"id1\":36}}";
    private static final String MANY = ONE.replace("{\"id1\":36}", "[{\"id1\":36},{\"id1\":16}]");

    private MariaDbEngine engine;
    private LoadedWorld world;
    private final List<Answer> answers = Collections.synchronizedList(new ArrayList<>());

    private record Answer(int status, String body) {}

    /** A type, a value of it in SQL, and how it is written in JSON. */
    private record Change(String type, String value, String json) {}

    private static final List<Change> CHANGES = List.of(
            new Change("bigint", "-1", "-1"),
            new Change("bigint unsigned", "18446744073709551615", "18446744073709551615"),
            new Change("int", "7", "7"),
            new Change("varchar(20)", "'18'", "\"18\""),
            new Change("varbinary(20)", "'19'", "\"MTk=\""),
            new Change("float", "0.1", "0.1"),
            new Change("int", "16777217", "16777217"),
            new Change("double", "0.1234567890123", "0.1234567890123"),
            new Change("decimal(10,3)", "1.5", "1.500"),
            new Change("decimal(10,1)", "2.5", "2.5"),
            new Change("date", "'2024-05-04'", "\"2024-05-04\""),
            new Change("datetime(3)", "'2024-05-04 11:02:45.5'", "\"2024-05-04 11:02:45.500\""),
            new Change("datetime", "'2024-05-05 11:02:45'", "\"2024-05-05 11:02:45\""),
            new Change("time(2)", "'11:02:45.5'", "\"11:02:45.50\""),
            new Change("year", "2024", "2024"),
            new Change("bit(8)", "b'1'", "\"AQ==\""),
            new Change("tinyint unsigned", "255", "255"),
            new Change("text", "NULL", "null"));

    @BeforeEach
    void startStore() throws IOException {
        engine = MariaDbEngine.shared();
        world = HopsworksLoader.load(engine, Generation.V5, Sandbox.demoData());
    }

    @AfterEach
    void dropWorld() {
        world.close();
    }

    @Test
    void noValueIsDecodedByTheTypeThatItsColumnHadBefore() throws InterruptedException {
        try (FeatureStoreServer server = serve()) {
            AtomicBoolean stopped = new AtomicBoolean();
            ExecutorService clients = load(server, stopped);

            for (Change change : CHANGES) {
                world.mutations()
                        .execute("ALTER TABLE fsdb002.sample_2_1 DROP COLUMN data1, ADD COLUMN data1 " + change.type()
                                + " DEFAULT " + change.value());
                awaitAnswer(change.json());
            }
            stop(clients, stopped);
        }

        List<String> allowed = CHANGES.stream().map(Change::json).toList();
        assertThat(answers).hasSizeGreaterThan(CHANGES.size() * ANSWERS_PER_TYPE);
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.status()).isIn(200, 503);
            if (answer.status() == 200) {
                assertThat(allowed).as(answer.body()).anyMatch(json -> isOf(answer.body(), json));
            }
        });
    }

    @Test
    void noKeyIsBlamedWhoseColumnHasChanged() throws InterruptedException {
        try (FeatureStoreServer server = serve()) {
            AtomicBoolean stopped = new AtomicBoolean();
            ExecutorService clients = load(server, stopped);

            for (String type : List.of("varchar(20)", "bigint unsigned", "decimal(20,0)", "smallint", "bigint")) {
                world.mutations().execute("ALTER TABLE fsdb002.sample_2_1 MODIFY COLUMN id1 " + type + " NOT NULL");
                int seen = answers.size();
                while (answers.size() < seen + ANSWERS_PER_TYPE) {
                    Thread.sleep(5);
                }
            }
            stop(clients, stopped);
        }

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.status()).as(answer.body()).isIn(200, 503);
            if (answer.status() == 200) {
                assertThat(answer.body())
                        .contains("[36,\"2022-01-24\",")
                        .contains("COMPLETE")
                        .doesNotContain("MISSING");
            }
        });
    }

    @Test
    void noValueIsRefusedThatTheColumnTakesByNow() throws InterruptedException {
        retype("smallint");
        try (FeatureStoreServer server = serve()) {
            Client client = new Client(server.port());
            while (client.post("/0.1.0/feature_store", DemoApiKeys.MAIN, ONE).statusCode() != 200) {
                Thread.sleep(20);
            }

            refused(client, "3000000000");
            retype("bigint");
            taken(client, "3000000000");
            refused(client, "\"abc\"");
            retype("varchar(20)");
            taken(client, "\"abc\"");
            retype("bigint");
            refused(client, "\"abc\"");
        }
    }

    private void retype(String type) {
        world.mutations().execute("ALTER TABLE fsdb002.sample_2_1 MODIFY COLUMN id1 " + type + " NOT NULL");
    }

    private static void refused(Client client, String key) throws InterruptedException {
        HttpResponse<String> answer = answer(client, key);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("\"code\":10");
    }

    /** Though there is no such row. */
    private static void taken(Client client, String key) throws InterruptedException {
        HttpResponse<String> answer = answer(client, key);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** Perhaps only after the second in which no view is loaded again. */
    private static HttpResponse<String> answer(Client client, String key) throws InterruptedException {
        String body = ONE.replace("36", key);
        HttpResponse<String> answer = client.post("/0.1.0/feature_store", DemoApiKeys.MAIN, body);
        while (answer.statusCode() == 503) {
            Thread.sleep(50);
            answer = client.post("/0.1.0/feature_store", DemoApiKeys.MAIN, body);
        }
        return answer;
    }

    /** Caches that would see a change long after the test has ended. */
    private FeatureStoreServer serve() {
        return TestServers.onMySql(
                engine.servers(),
                engine.user(),
                engine.password(),
                Map.of("FEATURE_STORE_FEATURESTORE_FEATURESTOREMETADATACACHE_CACHEREFRESHINTERVALMS", "600000"));
    }

    private ExecutorService load(FeatureStoreServer server, AtomicBoolean stopped) throws InterruptedException {
        Client first = new Client(server.port());
        while (first.post("/0.1.0/feature_store", DemoApiKeys.MAIN, ONE).statusCode() != 200) {
            Thread.sleep(20);
        }
        world.mutations()
                .execute("ALTER TABLE fsdb002.sample_2_1 DROP COLUMN data1, ADD COLUMN data1 text DEFAULT NULL");
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        for (int i = 0; i < CLIENTS; i++) {
            boolean single = i % 2 == 0;
            clients.execute(() -> {
                Client client = new Client(server.port());
                while (!stopped.get()) {
                    HttpResponse<String> response = single
                            ? client.post("/0.1.0/feature_store", DemoApiKeys.MAIN, ONE)
                            : client.post("/0.1.0/batch_feature_store", DemoApiKeys.MAIN, MANY);
                    answers.add(new Answer(response.statusCode(), response.body()));
                }
            });
        }
        return clients;
    }

    /** Until the value has been seen often: from then on nobody has seen the one before. */
    private void awaitAnswer(String json) throws InterruptedException {
        int seen = answers.size();
        int found = 0;
        while (found < ANSWERS_PER_TYPE) {
            Thread.sleep(2);
            found = (int) List.copyOf(answers).stream()
                    .skip(seen)
                    .filter(answer -> answer.status() == 200 && isOf(answer.body(), json))
                    .count();
        }
    }

    private static boolean isOf(String body, String json) {
        return body.contains("[36,\"2022-01-24\"," + json + ",");
    }

    private static void stop(ExecutorService clients, AtomicBoolean stopped) throws InterruptedException {
        stopped.set(true);
        clients.shutdown();
        assertThat(clients.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }
}
