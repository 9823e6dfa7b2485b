package dev.featurestore.bootstrap.benchmark;

import dev.featurestore.bootstrap.Installation;
import dev.featurestore.domain.view.FeatureViewName;
import dev.featurestore.rondb.Statements;
import dev.featurestore.rondb.testing.ManyViews;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/**
 * What it takes to hold 10,000 views and 10,000 API keys: processor time and statements for keeping them fresh while
 * nobody asks for anything, and memory; how soon a change among them is seen; and what it takes to load another view
 * meanwhile. On a MariaDB of their own.
 */
final class Held {
    private static final int MANY = 10_000;
    private static final int GROUPS = 2_000;
    private static final int MEBI = 1 << 20;
    /** Views that are not loaded beforehand: those that make the compiler see the code, and those that are measured. */
    private static final int COLD_WARM_UP = 40;

    private static final int COLD = 20;
    /** Seconds. */
    private static final int PATIENCE = 60;

    private static final String A_DAY = "86400000";
    /** A share of the time. */
    private static final double LITTLE = 0.01;

    /** Windows, at most. */
    private static final int WARM_UPS = 30;
    /** Once and twice the intervals of keys and views. */
    private static final Duration WINDOW = Duration.ofSeconds(10);

    private final HttpClient client = HttpClient.newHttpClient();
    private final ManyViews many = new ManyViews(MANY, GROUPS, MANY);
    private final List<Double> server = new ArrayList<>();
    private final List<Double> database = new ArrayList<>();
    private final List<Double> statements = new ArrayList<>();

    private Held() {}

    static List<Finding> measure(Options options) throws Exception {
        return new Held().findings(options.rounds());
    }

    private List<Finding> findings(int rounds) throws Exception {
        try (Installation installation = Installation.unpack();
                Database mariaDb = Database.mariaDb()) {
            many.load(mariaDb.engine());
            List<Double> coldAlone = coldAlone(installation, mariaDb);
            long start = System.nanoTime();
            try (ServerProcess holder = start(installation, mariaDb, preloading())) {
                double seconds = (System.nanoTime() - start) / 1e9;
                warmUp(holder);
                double mebibytes = (double) holder.jvm().heap() / MEBI;
                for (int round = 0; round < rounds; round++) {
                    askWithEachKey(holder); // or they would be dropped after a minute
                    window(holder, mariaDb);
                }
                List<Double> cold = cold(holder);
                List<Double> dropped = new ArrayList<>();
                List<Double> revoked = new ArrayList<>();
                List<Double> changed = new ArrayList<>();
                for (int round = 1; round <= rounds; round++) {
                    dropped.add(untilDroppedViewIsGone(holder, mariaDb, 100 * round));
                    revoked.add(untilRevokedKeyIsRefused(holder, mariaDb, 100 * round));
                    changed.add(untilDroppedColumnIsMissed(holder, mariaDb, 100 * round + 50));
                }
                return List.of(
                        Finding.plain("s to start with " + MANY + " views loaded beforehand", List.of(seconds)),
                        Finding.atMost(200, "MiB of heap with " + MANY + " views and keys", List.of(mebibytes)),
                        Finding.atMost(5, "% of a core of the server to keep them fresh", server),
                        Finding.atMost(5, "% of a core of the database to keep them fresh", database),
                        Finding.atMost(300, "statements in 5 s to keep them fresh", statements),
                        Finding.atMost(5, "s until a dropped view among them is gone", dropped),
                        Finding.atMost(10, "s until a revoked key among them is refused", revoked),
                        // seen within an interval; what was good till then serves for another one and the time of grace
                        Finding.atMost(
                                40, "s until a view whose column is gone is refused, 30 s of grace included", changed),
                        Finding.plain("first request for another view, ms", cold),
                        Finding.plain("the same where no others are held, ms", coldAlone));
            }
        }
    }

    private static ServerProcess start(Installation installation, Database mariaDb, Map<String, String> settings)
            throws IOException, InterruptedException {
        return ServerProcess.over(
                installation,
                mariaDb.engine().servers(),
                mariaDb.engine().user(),
                mariaDb.engine().password(),
                settings);
    }

    /** By a file: an environment variable would be too long. */
    private Map<String, String> preloading() throws IOException {
        Path file = Files.createTempFile("held", ".json");
        file.toFile().deleteOnExit();
        Files.writeString(
                file,
                many.names().subList(0, MANY - COLD_WARM_UP - COLD).stream()
                        .map(name -> "\"" + name.store() + "/" + name.view() + "/" + name.version() + "\"")
                        .collect(Collectors.joining(",", "{\"FeatureStore\":{\"PreloadFeatureViews\":[", "]}}")));
        return Map.of("FEATURE_STORE_CONFIG_FILE", file.toString());
    }

    /** The key is checked before anything else. */
    private void askWithEachKey(ServerProcess holder) throws IOException, InterruptedException {
        for (String key : many.keys()) {
            status(Running.request(holder.vector(), new Bodies.Sent(key, "{}")));
        }
    }

    private int status(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    /** Until the compiler has next to nothing left to do. */
    private void warmUp(ServerProcess holder) throws IOException, InterruptedException {
        for (int window = 0; window < WARM_UPS; window++) {
            askWithEachKey(holder);
            long compiled = holder.jvm().compilationMillis();
            Thread.sleep(WINDOW.toMillis());
            if (holder.jvm().compilationMillis() - compiled < WINDOW.toMillis() * LITTLE) {
                return;
            }
        }
    }

    private void window(ServerProcess holder, Database mariaDb) throws SQLException, InterruptedException {
        Resources before = Resources.now(holder.jvm(), mariaDb);
        long statementsBefore = Statements.count(mariaDb.engine(), "Com_stmt_execute");
        long start = System.nanoTime();
        Thread.sleep(WINDOW.toMillis());
        double nanos = System.nanoTime() - start;
        Resources after = Resources.now(holder.jvm(), mariaDb);
        server.add((after.jvmNanos() - before.jvmNanos()) / nanos * 100);
        database.add((after.database().serverNanos() - before.database().serverNanos()) / nanos * 100);
        statements.add((Statements.count(mariaDb.engine(), "Com_stmt_execute") - statementsBefore) * 5e9 / nanos);
    }

    private List<Double> coldAlone(Installation installation, Database mariaDb) throws Exception {
        Map<String, String> never = Map.of(
                "FEATURE_STORE_SECURITY_APIKEY_CACHEREFRESHINTERVALMS", A_DAY,
                "FEATURE_STORE_FEATURESTORE_FEATURESTOREMETADATACACHE_CACHEREFRESHINTERVALMS", A_DAY);
        try (ServerProcess alone = start(installation, mariaDb, never)) {
            return cold(alone);
        }
    }

    private List<Double> cold(ServerProcess of) throws IOException, InterruptedException {
        List<FeatureViewName> names = many.names().subList(MANY - COLD_WARM_UP - COLD, MANY);
        List<Double> millis = new ArrayList<>();
        for (FeatureViewName name : names) {
            long start = System.nanoTime();
            if (status(view(of, name)) != 200) {
                throw new IllegalStateException(name + " is not served");
            }
            millis.add((System.nanoTime() - start) / 1e6);
        }
        return millis.subList(COLD_WARM_UP, millis.size());
    }

    private double untilDroppedViewIsGone(ServerProcess holder, Database mariaDb, int view) throws Exception {
        execute(mariaDb, "DELETE FROM hopsworks.feature_view WHERE id = " + view);
        return secondsUntil(view(holder, ManyViews.name(view)), status -> status == 400);
    }

    private double untilRevokedKeyIsRefused(ServerProcess holder, Database mariaDb, int key) throws Exception {
        HttpRequest request = Running.request(holder.vector(), new Bodies.Sent(ManyViews.key(key), "{}"));
        status(request); // so that it is held
        execute(mariaDb, "DELETE FROM hopsworks.api_key WHERE id = " + key);
        return secondsUntil(request, status -> status == 401);
    }

    /** The views that read it cannot be served any more. */
    private double untilDroppedColumnIsMissed(ServerProcess holder, Database mariaDb, int view) throws Exception {
        int group = many.groupsOf(view).get(0);
        execute(mariaDb, "ALTER TABLE many.g" + group + "_1 DROP COLUMN feature_9");
        return secondsUntil(view(holder, ManyViews.name(view)), status -> status != 200);
    }

    private static void execute(Database mariaDb, String sql) throws SQLException {
        try (Connection connection = mariaDb.engine().connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private double secondsUntil(HttpRequest request, IntPredicate wanted) throws IOException, InterruptedException {
        long start = System.nanoTime();
        for (double seconds = 0; seconds < PATIENCE; seconds = (System.nanoTime() - start) / 1e9) {
            if (wanted.test(status(request))) {
                return (System.nanoTime() - start) / 1e9;
            }
            Thread.sleep(20);
        }
        throw new IllegalStateException(request.uri() + " is still answered as before");
    }

    /** Asks for a description of a view. */
    private static HttpRequest view(ServerProcess of, FeatureViewName name) {
        String path = String.join("/", name.store(), name.view(), Integer.toString(name.version()));
        return HttpRequest.newBuilder(URI.create(of.url("/0.1.0/feature_store/" + path)))
                .header("X-API-KEY", ManyViews.key(1))
                .build();
    }
}
