package dev.featurestore.bootstrap.benchmark;

import dev.featurestore.bootstrap.FeatureStoreServer;
import dev.featurestore.bootstrap.TestServers;
import dev.featurestore.rondb.Statements;
import dev.featurestore.rondb.testing.ManyViews;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What it takes to hold 10,000 views and 10,000 API keys while nobody asks for anything: processor time and statements for
 * keeping them fresh, and memory. On a MariaDB of its own, and in a JVM that does nothing else.
 */
final class Held {
    private static final int MANY = 10_000;
    private static final int GROUPS = 2_000;
    private static final int MEBI = 1 << 20;
    /** By then the compiler has seen the code. */
    private static final Duration WARM_UP = Duration.ofSeconds(40);
    /** Once and twice the intervals of keys and views. */
    private static final Duration WINDOW = Duration.ofSeconds(10);

    private final HttpClient client = HttpClient.newHttpClient();
    private final ManyViews many = new ManyViews(MANY, GROUPS, MANY);
    private final List<Double> server = new ArrayList<>();
    private final List<Double> database = new ArrayList<>();
    private final List<Double> statements = new ArrayList<>();

    private Held() {}

    static List<Finding> measure(Options options) throws SQLException, IOException, InterruptedException {
        return new Held().findings(options.rounds());
    }

    private List<Finding> findings(int rounds) throws SQLException, IOException, InterruptedException {
        try (Database mariaDb = Database.mariaDb()) {
            many.load(mariaDb.engine());
            long before = heap();
            long start = System.nanoTime();
            try (FeatureStoreServer holder = start(mariaDb)) {
                awaitHealth(holder);
                double seconds = (System.nanoTime() - start) / 1e9;
                askWithEachKey(holder);
                Thread.sleep(WARM_UP.toMillis());
                double mebibytes = (double) (heap() - before) / MEBI;
                for (int round = 0; round < rounds; round++) {
                    askWithEachKey(holder); // or they would be dropped after a minute
                    window(mariaDb);
                }
                return List.of(
                        Finding.plain("s to start with " + MANY + " views loaded beforehand", List.of(seconds)),
                        Finding.atMost(200, "MiB of heap for " + MANY + " views and keys", List.of(mebibytes)),
                        Finding.atMost(5, "% of a core of the server to keep them fresh", server),
                        Finding.atMost(5, "% of a core of the database to keep them fresh", database),
                        Finding.atMost(300, "statements in 5 s to keep them fresh", statements));
            }
        }
    }

    private FeatureStoreServer start(Database mariaDb) {
        return TestServers.onMySql(
                mariaDb.engine().servers(),
                mariaDb.engine().user(),
                mariaDb.engine().password(),
                Map.of(
                        "FEATURE_STORE_SECURITY_APIKEY_CACHEREFRESHINTERVALMS", "10000",
                        "FEATURE_STORE_FEATURESTORE_FEATURESTOREMETADATACACHE_CACHEREFRESHINTERVALMS", "5000",
                        "FEATURE_STORE_FEATURESTORE_PRELOADFEATUREVIEWS",
                                many.names().stream()
                                        .map(name -> name.store() + "/" + name.view() + "/" + name.version())
                                        .collect(Collectors.joining(","))));
    }

    private void awaitHealth(FeatureStoreServer holder) throws IOException, InterruptedException {
        HttpRequest health = HttpRequest.newBuilder(URI.create("http://localhost:" + holder.port() + "/0.1.0/health"))
                .build();
        while (client.send(health, HttpResponse.BodyHandlers.discarding()).statusCode() != 200) {
            Thread.sleep(20);
        }
    }

    private void askWithEachKey(FeatureStoreServer holder) throws IOException, InterruptedException {
        URI stores = URI.create("http://localhost:" + holder.port() + "/0.1.0/feature_store/many/view_1/1");
        for (String key : many.keys()) {
            HttpRequest request =
                    HttpRequest.newBuilder(stores).header("X-API-KEY", key).build();
            client.send(request, HttpResponse.BodyHandlers.discarding());
        }
    }

    private void window(Database mariaDb) throws SQLException, InterruptedException {
        Resources before = Resources.now(mariaDb);
        long statementsBefore = Statements.count(mariaDb.engine(), "Com_stmt_execute");
        long start = System.nanoTime();
        Thread.sleep(WINDOW.toMillis());
        double nanos = System.nanoTime() - start;
        Resources after = Resources.now(mariaDb);
        server.add((after.jvmNanos() - before.jvmNanos()) / nanos * 100);
        database.add((after.database().serverNanos() - before.database().serverNanos()) / nanos * 100);
        statements.add((Statements.count(mariaDb.engine(), "Com_stmt_execute") - statementsBefore) * 5e9 / nanos);
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
