package dev.featurestore.bootstrap.drills;

import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.bootstrap.FeatureStoreServer;
import dev.featurestore.bootstrap.TestServers;
import dev.featurestore.bootstrap.sandbox.Sandbox;
import dev.featurestore.inmemory.DemoApiKeys;
import dev.featurestore.rondb.testing.Generation;
import dev.featurestore.rondb.testing.HopsworksLoader;
import dev.featurestore.rondb.testing.MariaDbEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.stat.inference.MannWhitneyUTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whoever makes up API keys reaches no database with them, fills no memory, and learns nothing from the time it takes.
 */
class ApiKeyDrillTest {
    private static final String WRONG_SECRET = DemoApiKeys.MAIN.substring(0, 17) + "wrong-secret-main";
    private static final String UNKNOWN = "demoKeyNone00001.demo-secret-none";

    private static MariaDbEngine engine;
    private static FeatureStoreServer server;
    private static HttpClient client;

    @BeforeAll
    static void start() throws IOException {
        engine = MariaDbEngine.start();
        HopsworksLoader.load(engine, Generation.V5, Sandbox.demoData());
        server = TestServers.onMySql(
                engine.servers(),
                engine.user(),
                engine.password(),
                Map.of(
                        "FEATURE_STORE_REST_PINGREQUIRESAUTH", "true",
                        "FEATURE_STORE_SECURITY_APIKEY_CACHEREFRESHINTERVALMS", "10000"));
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    @AfterAll
    static void stop() {
        server.close();
        engine.close();
    }

    @Test
    void inventedKeysReachNeitherTheDatabaseNorTheHeap() throws Exception {
        invent(3000);
    }

    @Tag("drill")
    @Test
    void fiftyThousandInventedKeysReachNeitherTheDatabaseNorTheHeap() throws Exception {
        invent(50_000);
    }

    private static void invent(int keys) throws Exception {
        flood(1000, "w");
        long heapBefore = heap();
        long queriesBefore = queries();
        long start = System.nanoTime();

        flood(keys, "k");

        double seconds = (System.nanoTime() - start) / 1e9;
        long queries = queries() - queriesBefore;
        long grown = (heap() - heapBefore) / 1024;
        System.out.printf(
                "%d invented keys in %.1f s: %d statements in the database, heap %+d KiB%n",
                keys, seconds, queries, grown);
        // The server reads up to 20 unknown keys a second one by one, and one list; the rest is the server's own
        // upkeep.
        assertThat(queries).isLessThan(Math.max(keys / 100, Math.round(40 * seconds) + 40));
        if (keys >= 50_000) {
            assertThat(queries).isLessThan(keys / 100);
        }
        assertThat(grown).as("KiB").isLessThan(16 * 1024);
        assertThat(ask(DemoApiKeys.MAIN)).isEqualTo(200);
    }

    private static void flood(int keys, String mark) throws Exception {
        List<Thread> threads = new ArrayList<>();
        List<Integer> others = Collections.synchronizedList(new ArrayList<>());
        for (int thread = 0; thread < 8; thread++) {
            int first = thread;
            Thread each = new Thread(() -> {
                for (int i = first; i < keys; i += 8) {
                    int status = ask(String.format("%s%015d.secret", mark, i));
                    if (status != 401) {
                        others.add(status);
                    }
                }
            });
            each.start();
            threads.add(each);
        }
        for (Thread each : threads) {
            each.join();
        }
        assertThat(others).isEmpty();
    }

    /** Statements since the database was started, those that ask for this number included. */
    private static long queries() throws Exception {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:mysql://" + engine.servers().get(0) + "/", engine.user(), engine.password());
                ResultSet row = connection.createStatement().executeQuery("SHOW GLOBAL STATUS LIKE 'Com_select'")) {
            row.next();
            return row.getLong(2);
        }
    }

    private static long heap() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(50);
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void anUnknownKeyTakesAboutAsLongAsAWrongSecret() {
        Times times = compareTimes(400);

        assertThat(times.unknown() / times.wrong()).isBetween(0.6, 1.6);
    }

    @Tag("drill")
    @Test
    void noKeyTellsByItsTimeWhatIsWrongWithIt() {
        assertThat(compareTimes(2000).chance()).isGreaterThan(0.01);
    }

    /**
     * Medians in microseconds.
     *
     * @param chance that unknown keys and wrong secrets differ as much as they did if they take the same time
     */
    private record Times(double unknown, double wrong, double chance) {}

    /**
     * By turns, on one connection, so that whatever else the machine does hits all alike. A right key is held against a
     * ping, which differs from a refusal by its body alone.
     */
    private static Times compareTimes(int each) {
        double[] unknown = new double[each];
        double[] wrong = new double[each];
        double[] right = new double[each];
        measure(new double[200], new double[200], new double[200]);
        measure(unknown, wrong, right);

        double unknownOrWrong = new MannWhitneyUTest().mannWhitneyUTest(unknown, wrong);
        double wrongOrRight = new MannWhitneyUTest().mannWhitneyUTest(wrong, right);
        System.out.printf(
                "%d each; median us: unknown %.1f, wrong secret %.1f, right %.1f; chance: unknown/wrong %.3f, wrong/right %.3g%n",
                each, median(unknown), median(wrong), median(right), unknownOrWrong, wrongOrRight);
        return new Times(median(unknown), median(wrong), unknownOrWrong);
    }

    private static void measure(double[] unknown, double[] wrong, double[] right) {
        for (int i = 0; i < unknown.length; i++) {
            // The order changes, for what comes after what may matter.
            for (int turn = 0; turn < 3; turn++) {
                switch ((i + turn) % 3) {
                    case 0 -> unknown[i] = time(UNKNOWN, 401);
                    case 1 -> wrong[i] = time(WRONG_SECRET, 401);
                    default -> right[i] = time(DemoApiKeys.MAIN, 200);
                }
            }
        }
    }

    private static double time(String key, int status) {
        long start = System.nanoTime();
        assertThat(ask(key)).isEqualTo(status);
        return (System.nanoTime() - start) / 1e3;
    }

    private static double median(double[] of) {
        double[] sorted = of.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static int ask(String key) {
        try {
            return client.send(
                            HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + "/0.1.0/ping"))
                                    .header("X-API-KEY", key)
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
