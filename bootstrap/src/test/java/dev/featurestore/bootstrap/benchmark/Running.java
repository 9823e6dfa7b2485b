package dev.featurestore.bootstrap.benchmark;

import dev.featurestore.bootstrap.FeatureStoreServer;
import dev.featurestore.bootstrap.StoreAdapter;
import dev.featurestore.bootstrap.TestServers;
import dev.featurestore.inmemory.DemoApiKeys;
import dev.featurestore.inmemory.InMemoryStore;
import dev.featurestore.rondb.RonDbSettings;
import dev.featurestore.rondb.rows.JoinShape;
import dev.featurestore.rondb.testing.Engine;
import dev.featurestore.web.WebSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** All that is measured, running: the database with its rows, the server, the yardsticks. Closed in reverse order. */
final class Running implements AutoCloseable {
    /** The seed's first example: key, request and answer. */
    static final Bodies.Sent TRIVIAL = new Bodies.Sent(
            DemoApiKeys.MAIN,
            "{\"featureStoreName\":\"fsdb002\",\"featureViewName\":\"sample_2\",\"featureViewVersion\":1,"
                    + "\"entries\":{\"id1\":36}}");

    private static final String TRIVIAL_ANSWER = "{\"features\":[36,\"2022-01-24\",\"int24\",\"str14\"],"
            + "\"metadata\":null,\"status\":\"COMPLETE\",\"detailedStatus\":null}";
    private static final Duration VIEWS = RonDbSettings.DEFAULT_VIEWS.refreshInterval();
    private static final Duration KEYS = RonDbSettings.DEFAULT_KEYS.refreshInterval();
    private static final String VECTOR = "/0.1.0/feature_store";
    private static final String BATCH = "/0.1.0/batch_feature_store";

    private final HttpClient client = HttpClient.newHttpClient();
    private final Database database;
    private final PlainJdbc jdbc;
    private final MinimalServer minimal;
    private final FeatureStoreServer memory;
    private final FeatureStoreServer server;
    private final FeatureStoreServer constants;

    private Running(Database database) {
        this.database = database;
        jdbc = new PlainJdbc(database.engine());
        minimal = new MinimalServer(jdbc, TRIVIAL_ANSWER);
        memory = FeatureStoreServer.start(
                WebSettings.defaults().at("localhost", 0), StoreAdapter.of(InMemoryStore.demo()));
        server = anotherServer(JoinShape.AUTO, VIEWS, KEYS);
        constants = anotherServer(JoinShape.CONSTANT, VIEWS, KEYS);
    }

    /**
     * Starts everything, with rows in these groups, and sees that yardsticks and server say the same.
     *
     * @throws IllegalStateException if they do not: then their rates cannot be compared
     */
    static Running start(List<Group> groups) throws SQLException, IOException, InterruptedException {
        Database database = Database.start();
        BenchmarkData.load(database.engine(), groups);
        Running running = new Running(database);
        running.compare(groups);
        return running;
    }

    /** A server that nobody has asked yet. */
    FeatureStoreServer anotherServer() {
        return anotherServer(JoinShape.AUTO, VIEWS, KEYS);
    }

    /** A server that nobody has asked yet, which reads views and keys again as often as this. */
    FeatureStoreServer anotherServer(Duration views, Duration keys) {
        return anotherServer(JoinShape.AUTO, views, keys);
    }

    private FeatureStoreServer anotherServer(JoinShape shape, Duration views, Duration keys) {
        Engine engine = database.engine();
        return TestServers.onMySql(
                engine.servers(),
                engine.user(),
                engine.password(),
                Map.of(
                        "FEATURE_STORE_MYSQL_JOINSHAPE",
                        shape.name().toLowerCase(Locale.ROOT),
                        "FEATURE_STORE_MYSQL_QUERYTIMEOUTMS",
                        "5000",
                        "FEATURE_STORE_MYSQL_READTIMEOUTMS",
                        "9000",
                        "FEATURE_STORE_SECURITY_APIKEY_CACHEREFRESHINTERVALMS",
                        Long.toString(keys.toMillis()),
                        "FEATURE_STORE_FEATURESTORE_FEATURESTOREMETADATACACHE_CACHEREFRESHINTERVALMS",
                        Long.toString(views.toMillis())));
    }

    Database database() {
        return database;
    }

    PlainJdbc jdbc() {
        return jdbc;
    }

    String minimal(String path) {
        return minimal.url(path);
    }

    String memoryVector() {
        return url(memory, VECTOR);
    }

    String vector() {
        return url(server, VECTOR);
    }

    /** Of a server that joins from constants. */
    String vectorFromConstants() {
        return url(constants, VECTOR);
    }

    String batch() {
        return url(server, BATCH);
    }

    static String vector(FeatureStoreServer server) {
        return url(server, VECTOR);
    }

    private static String url(FeatureStoreServer server, String path) {
        return "http://localhost:" + server.port() + path;
    }

    private void compare(List<Group> groups) throws IOException, InterruptedException {
        same(memoryVector(), minimal("/trivial"), TRIVIAL);
        for (View view : List.of(View.ONE, View.THREE, View.COMPOSITE, View.EMBEDDING)) {
            if (!groups.contains(view.left())) {
                continue;
            }
            Bodies.Sent one = new Bodies.Sent(BenchmarkData.API_KEY, Bodies.vector(view, new Random(5)));
            same(vector(), minimal("/vector/" + view.name()), one);
            same(
                    batch(),
                    minimal("/batch/" + view.name()),
                    Bodies.batches(view, 100).get(0));
            if (view.equals(View.THREE)) {
                same(vector(), minimal("/in-turn/three"), one);
                same(vectorFromConstants(), minimal("/vector/three"), one);
            }
        }
    }

    private void same(String server, String yardstick, Bodies.Sent sent) throws IOException, InterruptedException {
        String ours = post(server, sent).body();
        String theirs = post(yardstick, sent).body();
        if (!ours.equals(theirs)) {
            throw new IllegalStateException(yardstick + " says " + theirs + ", but the server " + ours);
        }
    }

    /** Has a server load all that these requests need. */
    void visit(String url, List<Bodies.Sent> requests) {
        List<CompletableFuture<HttpResponse<String>>> answers = requests.stream()
                .map(sent -> client.sendAsync(request(url, sent), HttpResponse.BodyHandlers.ofString()))
                .toList();
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            if (answer.join().statusCode() != 200) {
                throw new IllegalStateException(answer.join().body());
            }
        }
    }

    /** Sends one request. */
    private HttpResponse<String> post(String url, Bodies.Sent sent) throws IOException, InterruptedException {
        return client.send(request(url, sent), HttpResponse.BodyHandlers.ofString());
    }

    static HttpRequest request(String url, Bodies.Sent sent) {
        return HttpRequest.newBuilder(URI.create(url))
                .header("X-API-KEY", sent.apiKey())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(sent.body()))
                .build();
    }

    @Override
    public void close() throws SQLException {
        try (database;
                jdbc;
                minimal;
                memory;
                server) {
            constants.close();
        }
    }
}
