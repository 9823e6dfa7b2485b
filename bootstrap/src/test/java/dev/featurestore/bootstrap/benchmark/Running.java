package dev.featurestore.bootstrap.benchmark;

import dev.featurestore.bootstrap.Installation;
import dev.featurestore.inmemory.DemoApiKeys;
import dev.featurestore.rondb.testing.Engine;
import dev.featurestore.rondb.testing.HostPort;
import dev.featurestore.rondb.testing.Wire;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** All that is measured, running: the database with its rows, servers, yardsticks. Closed in reverse order. */
final class Running implements AutoCloseable {
    /** The first example of the API: key, request and answer. */
    static final Bodies.Sent TRIVIAL = new Bodies.Sent(
            DemoApiKeys.MAIN,
            "{\"featureStoreName\":\"fsdb002\",\"featureViewName\":\"sample_2\",\"featureViewVersion\":1,"
                    + "\"entries\":{\"id1\":36}}");

    private static final String TRIVIAL_ANSWER = "{\"features\":[36,\"2022-01-24\",\"int24\",\"str14\"],"
            + "\"metadata\":null,\"status\":\"COMPLETE\",\"detailedStatus\":null}";
    private static final Duration FAR = Duration.ofMillis(1);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Installation installation;
    private final Database database;
    private final Jvm own;
    private final PlainJdbc jdbc;
    private final MinimalServer minimal;
    private final ServerProcess memory;
    private final Map<Setup, ServerProcess> servers = new EnumMap<>(Setup.class);
    private final List<Wire> wires;

    private Running(Installation installation, Database database) throws IOException, InterruptedException {
        this.installation = installation;
        this.database = database;
        own = Jvm.own();
        jdbc = new PlainJdbc(database.engine());
        minimal = new MinimalServer(jdbc, TRIVIAL_ANSWER);
        memory = ServerProcess.overMemory(installation);
        wires = database.engine().servers().stream().map(Wire::to).toList();
        wires.forEach(wire -> wire.slowDown(FAR));
    }

    /**
     * Starts everything, with rows in these groups, and sees that yardsticks and server say the same.
     *
     * @throws IllegalStateException if they do not: then their rates cannot be compared
     */
    static Running start(List<Group> groups) throws SQLException, IOException, InterruptedException {
        Installation installation = Installation.unpack();
        Database database = Database.start();
        BenchmarkData.load(database.engine(), groups);
        Running running = new Running(installation, database);
        running.compare(groups);
        return running;
    }

    /** The server of that kind, started when it is first asked for. */
    ServerProcess server(Setup setup) throws IOException, InterruptedException {
        ServerProcess known = servers.get(setup);
        if (known == null) {
            known = another(setup, Map.of());
            servers.put(setup, known);
        }
        return known;
    }

    /** A server that nobody has asked yet. */
    ServerProcess another(Setup setup, Map<String, String> settings) throws IOException, InterruptedException {
        Map<String, String> all = new HashMap<>(setup.settings());
        all.putAll(settings);
        Engine engine = database.engine();
        List<HostPort> there = setup.isFar() ? wires.stream().map(Wire::address).toList() : engine.servers();
        return ServerProcess.over(installation, there, engine.user(), engine.password(), all);
    }

    /** A server of another build, with defaults. */
    ServerProcess ofBuild(Installation other) throws IOException, InterruptedException {
        Engine engine = database.engine();
        return ServerProcess.over(other, engine.servers(), engine.user(), engine.password(), Map.of());
    }

    Database database() {
        return database;
    }

    PlainJdbc jdbc() {
        return jdbc;
    }

    /** This JVM, in which the yardsticks run. */
    Jvm own() {
        return own;
    }

    String minimal(String path) {
        return minimal.url(path);
    }

    /** The server over the demo's data. */
    ServerProcess memory() {
        return memory;
    }

    private void compare(List<Group> groups) throws IOException, InterruptedException {
        same(memory.vector(), minimal("/trivial"), TRIVIAL);
        ServerProcess server = server(Setup.USUAL);
        for (View view : List.of(View.ONE, View.THREE, View.COMPOSITE, View.EMBEDDING)) {
            if (!groups.contains(view.left())) {
                continue;
            }
            Bodies.Sent one = new Bodies.Sent(BenchmarkData.API_KEY, Bodies.vector(view, new Random(5)));
            same(server.vector(), minimal("/vector/" + view.name()), one);
            same(
                    server.batch(),
                    minimal("/batch/" + view.name()),
                    Bodies.batches(view, 100).get(0));
            if (view.equals(View.THREE)) {
                same(server.vector(), minimal("/in-turn/three"), one);
                same(server(Setup.CONSTANT_JOINS).vector(), minimal("/vector/three"), one);
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
    public void close() throws Exception {
        try (installation;
                database;
                jdbc;
                minimal;
                memory) {
            for (ServerProcess server : servers.values()) {
                server.close();
            }
            wires.forEach(Wire::close);
        }
    }
}
