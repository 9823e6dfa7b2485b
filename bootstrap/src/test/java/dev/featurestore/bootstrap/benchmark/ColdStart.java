package dev.featurestore.bootstrap.benchmark;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The first requests of a new server: whether it answers them within the time that it has by default. And the first
 * request for a view, of a server that has just started and has answered for another view only: what it takes, and how
 * often the view is loaded, as the server's own metrics say. Views and keys are never reloaded here.
 */
final class ColdStart {
    private static final Pattern LOADS =
            Pattern.compile("feature_store_cache_loads_total\\{[^}]*cache=\"views\"[^}]*} ([\\d.Ee+]+)");
    private static final String A_DAY = "86400000";
    private static final Map<String, String> NEVER_AGAIN = Map.of(
            "FEATURE_STORE_SECURITY_APIKEY_CACHEREFRESHINTERVALMS", A_DAY,
            "FEATURE_STORE_FEATURESTORE_FEATURESTOREMETADATACACHE_CACHEREFRESHINTERVALMS", A_DAY);
    /** Figures of {@code docs/configuration.md}, which other servers of the benchmark go without. */
    private static final Map<String, String> DEFAULT_TIMES = Map.of(
            "FEATURE_STORE_MYSQL_QUERYTIMEOUTMS", "300",
            "FEATURE_STORE_MYSQL_READTIMEOUTMS", "500",
            "FEATURE_STORE_REST_REQUESTTIMEOUTMS", "500");

    private static final int CLIENTS = 32;
    private static final int MANY_CLIENTS = 128;
    private static final int CROWDS = 5;
    private static final int NEW_SERVERS = 5;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Random random = new Random(4);
    private final ServerProcess server;

    private ColdStart(ServerProcess server) {
        this.server = server;
    }

    static List<Finding> measure(Running running) throws Exception {
        List<Double> refused = new ArrayList<>();
        List<Double> slowest = new ArrayList<>();
        List<Double> refusedOfMany = new ArrayList<>();
        for (int i = 0; i < NEW_SERVERS; i++) {
            try (ServerProcess server = running.another(Setup.USUAL, DEFAULT_TIMES)) {
                new ColdStart(server).first(refused, slowest);
            }
            try (ServerProcess server = running.another(Setup.USUAL, DEFAULT_TIMES)) {
                refusedOfMany.add(new ColdStart(server).refusedOfMany());
            }
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.atMost(0, "refused of " + CLIENTS + " first requests of a new server at once", refused));
        findings.add(Finding.plain("the slowest of them, ms", slowest));
        findings.add(Finding.plain(
                "refused of first requests for " + View.MANY.size() + " views and " + BenchmarkData.API_KEYS.size()
                        + " keys of a new server, " + MANY_CLIENTS + " at once",
                refusedOfMany));
        findings.addAll(ofViews(running));
        return findings;
    }

    /** As soon as it is healthy. */
    private void first(List<Double> refused, List<Double> slowest) throws IOException {
        long start = System.nanoTime();
        refused.add(refused(Stream.generate(() -> request(View.THREE)).limit(CLIENTS)));
        slowest.add((System.nanoTime() - start) / 1e6);
    }

    /** As soon as it is healthy: how many requests it refuses of one for each key, and for all views in turn. */
    private double refusedOfMany() throws IOException {
        List<Bodies.Sent> requests =
                Bodies.rotating(View.MANY, BenchmarkData.API_KEYS).subList(0, BenchmarkData.API_KEYS.size());
        double refused = 0;
        for (int first = 0; first < requests.size(); first += MANY_CLIENTS) {
            refused += refused(requests.subList(first, Math.min(first + MANY_CLIENTS, requests.size())).stream()
                    .map(sent -> Running.request(server.vector(), sent)));
        }
        return refused;
    }

    /** Of these, all at once. */
    private double refused(Stream<HttpRequest> requests) throws IOException {
        List<CompletableFuture<HttpResponse<String>>> answers = requests.map(
                        request -> client.sendAsync(request, HttpResponse.BodyHandlers.ofString()))
                .toList();
        double refused = 0;
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            refused += joined(answer).statusCode() == 200 ? 0 : 1;
        }
        return refused;
    }

    private static List<Finding> ofViews(Running running) throws Exception {
        try (ServerProcess server = running.another(Setup.USUAL, NEVER_AGAIN)) {
            ColdStart coldStart = new ColdStart(server);
            coldStart.ask(View.THREE);
            List<View> crowded = View.COLD.subList(0, CROWDS);
            List<View> alone = View.COLD.subList(CROWDS, View.COLD.size());
            return List.of(
                    Finding.atMost(50, "first request for a view, ms", coldStart.millis(alone)),
                    Finding.atMost(
                            1, "loads of a view for " + CLIENTS + " first requests at once", coldStart.loads(crowded)));
        }
    }

    private List<Double> millis(List<View> views) throws IOException, InterruptedException {
        double before = loads();
        List<Double> millis = new ArrayList<>();
        for (View view : views) {
            long start = System.nanoTime();
            ask(view);
            millis.add((System.nanoTime() - start) / 1e6);
        }
        if (loads() - before != views.size()) {
            throw new IllegalStateException((loads() - before) + " loads for " + views.size() + " views");
        }
        return millis;
    }

    private List<Double> loads(List<View> views) throws IOException, InterruptedException {
        List<Double> loads = new ArrayList<>();
        for (View view : views) {
            double before = loads();
            if (refused(Stream.generate(() -> request(view)).limit(CLIENTS)) > 0) {
                throw new IllegalStateException("requests for " + view.name() + " were refused");
            }
            loads.add(loads() - before);
        }
        return loads;
    }

    private static HttpResponse<String> joined(CompletableFuture<HttpResponse<String>> answer) throws IOException {
        try {
            return answer.join();
        } catch (CompletionException failed) {
            throw new IOException(failed.getCause());
        }
    }

    private void ask(View view) throws IOException, InterruptedException {
        check(client.send(request(view), HttpResponse.BodyHandlers.ofString()));
    }

    private HttpRequest request(View view) {
        return Running.request(server.vector(), new Bodies.Sent(BenchmarkData.API_KEY, Bodies.vector(view, random)));
    }

    private static void check(HttpResponse<String> answer) {
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.body());
        }
    }

    /** How many views the server has loaded so far. */
    private double loads() throws IOException, InterruptedException {
        HttpRequest metrics =
                HttpRequest.newBuilder(URI.create(server.url("/metrics"))).build();
        Matcher loads = LOADS.matcher(
                client.send(metrics, HttpResponse.BodyHandlers.ofString()).body());
        if (!loads.find()) {
            throw new IllegalStateException("the metrics count no loads of views");
        }
        return Double.parseDouble(loads.group(1));
    }
}
