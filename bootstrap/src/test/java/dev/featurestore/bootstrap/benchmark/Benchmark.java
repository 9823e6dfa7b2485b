package dev.featurestore.bootstrap.benchmark;

import dev.featurestore.bootstrap.FeatureStoreServer;
import dev.featurestore.bootstrap.Store;
import dev.featurestore.bootstrap.TestServers;
import dev.featurestore.inmemory.DemoApiKeys;
import dev.featurestore.inmemory.InMemoryStore;
import dev.featurestore.rondb.testing.MariaDbEngine;
import dev.featurestore.web.WebSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the server costs, as ratios within one run: its rate against that of the bare driver and of minimal endpoints on
 * the same HTTP stack, variants interleaved, medians of some rounds. {@code mvn -q -Pbenchmark test} runs it; it needs
 * {@code wrk}. Server, database and load share the machine, so only the ratios mean anything.
 */
public final class Benchmark {
    private static final int VECTORS = 32;
    private static final int BATCHES = 8;

    private final Map<String, Variant> variants = new LinkedHashMap<>();
    private final Map<String, List<Double>> rates = new LinkedHashMap<>();

    private Benchmark() {}

    /** One thing to measure: so long, and how often a second it was done. */
    private interface Variant {
        double rate(Duration duration) throws Exception;
    }

    /** Arguments: rounds (5), seconds a round and variant (5). */
    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        MariaDbEngine engine = MariaDbEngine.shared();
        BenchmarkData.load(engine);
        String seedAnswer = "{\"features\":[36,\"2022-01-24\",\"int24\",\"str14\"],\"metadata\":null,"
                + "\"status\":\"COMPLETE\",\"detailedStatus\":null}";
        try (PlainJdbc jdbc = new PlainJdbc(engine);
                MinimalServer minimal = new MinimalServer(jdbc, seedAnswer);
                FeatureStoreServer memory = FeatureStoreServer.start(
                        WebSettings.defaults().at("localhost", 0), Store.of(InMemoryStore.demo()));
                FeatureStoreServer server = TestServers.onMySql(
                        engine.servers(),
                        engine.user(),
                        engine.password(),
                        Map.of(
                                "FEATURE_STORE_MYSQL_QUERYTIMEOUTMS",
                                "5000",
                                "FEATURE_STORE_MYSQL_READTIMEOUTMS",
                                "9000"))) {
            Benchmark benchmark = new Benchmark();
            benchmark.add(jdbc, minimal.port(), memory.port(), server.port());
            benchmark.run(rounds, Duration.ofSeconds(seconds));
            benchmark.print();
        }
        System.exit(0);
    }

    private void add(PlainJdbc jdbc, int minimal, int memory, int server) throws Exception {
        Wrk seed = Wrk.posting(
                List.of("{\"featureStoreName\":\"fsdb002\",\"featureViewName\":\"sample_2\",\"featureViewVersion\":1,"
                        + "\"entries\":{\"id1\":36}}"),
                DemoApiKeys.MAIN);
        Wrk one = Wrk.posting(vectors("one"), BenchmarkData.API_KEY);
        Wrk three = Wrk.posting(vectors("three"), BenchmarkData.API_KEY);
        Wrk hundredOfOne = Wrk.posting(batches("one"), BenchmarkData.API_KEY);
        Wrk hundredOfThree = Wrk.posting(batches("three"), BenchmarkData.API_KEY);
        String vector = "http://localhost:" + server + "/0.1.0/feature_store";
        String batch = "http://localhost:" + server + "/0.1.0/batch_feature_store";
        String bare = "http://localhost:" + minimal;

        variants.put("trivial endpoint", time -> seed.rate(bare + "/trivial", VECTORS, time));
        variants.put(
                "in-memory, vector",
                time -> seed.rate("http://localhost:" + memory + "/0.1.0/feature_store", VECTORS, time));
        variants.put("JDBC, vector of 1 group", time -> jdbc.rate(PlainJdbc::one, VECTORS, time));
        variants.put("minimal, vector of 1 group", time -> one.rate(bare + "/one", VECTORS, time));
        variants.put("server, vector of 1 group", time -> one.rate(vector, VECTORS, time));
        variants.put("JDBC, vector of 3 groups", time -> jdbc.rate(PlainJdbc::three, VECTORS, time));
        variants.put("minimal, vector of 3 groups", time -> three.rate(bare + "/three", VECTORS, time));
        variants.put("server, vector of 3 groups", time -> three.rate(vector, VECTORS, time));
        variants.put("JDBC, batch of 100, 1 group", time -> jdbc.rate(PlainJdbc::hundredOfOne, BATCHES, time));
        variants.put("server, batch of 100, 1 group", time -> hundredOfOne.rate(batch, BATCHES, time));
        variants.put("JDBC, batch of 100, 3 groups", time -> jdbc.rate(PlainJdbc::hundredOfThree, BATCHES, time));
        variants.put("server, batch of 100, 3 groups", time -> hundredOfThree.rate(batch, BATCHES, time));
    }

    private void run(int rounds, Duration duration) throws Exception {
        for (Variant warmUp : variants.values()) {
            warmUp.rate(duration);
        }
        for (int round = 1; round <= rounds; round++) {
            for (Map.Entry<String, Variant> variant : variants.entrySet()) {
                double rate = variant.getValue().rate(duration);
                rates.computeIfAbsent(variant.getKey(), name -> new ArrayList<>())
                        .add(rate);
            }
            System.out.println("round " + round + " of " + rounds + " done");
        }
    }

    private void print() {
        System.out.printf("%n| variant | median/s | least | most |%n|---|---|---|---|%n");
        rates.forEach((name, each) -> System.out.printf(
                Locale.ROOT, "| %s | %.0f | %.0f | %.0f |%n", name, median(each), least(each), most(each)));
        System.out.printf("%n| ratio, of the same round | median | least | most |%n|---|---|---|---|%n");
        ratio("in-memory, vector", "trivial endpoint");
        for (String what : List.of("vector of 1 group", "vector of 3 groups")) {
            ratio("server, " + what, "minimal, " + what);
            ratio("server, " + what, "JDBC, " + what);
        }
        ratio("server, batch of 100, 1 group", "JDBC, batch of 100, 1 group");
        ratio("server, batch of 100, 3 groups", "JDBC, batch of 100, 3 groups");
    }

    private void ratio(String of, String to) {
        List<Double> numerators = rates.getOrDefault(of, List.of());
        List<Double> denominators = rates.getOrDefault(to, List.of());
        List<Double> ratios = IntStream.range(0, numerators.size())
                .mapToObj(i -> numerators.get(i) / denominators.get(i))
                .toList();
        System.out.printf(
                Locale.ROOT, "| %s / %s | %.2f | %.2f | %.2f |%n", of, to, median(ratios), least(ratios), most(ratios));
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static double least(List<Double> values) {
        return values.stream().mapToDouble(each -> each).min().orElseThrow();
    }

    private static double most(List<Double> values) {
        return values.stream().mapToDouble(each -> each).max().orElseThrow();
    }

    private static List<String> vectors(String view) {
        Random random = new Random(1);
        return IntStream.range(0, 2000)
                .mapToObj(i -> head(view) + "\"entries\":{\"id\":" + key(random) + "}}")
                .toList();
    }

    private static List<String> batches(String view) {
        Random random = new Random(2);
        return IntStream.range(0, 200)
                .mapToObj(i -> head(view) + "\"entries\":["
                        + IntStream.range(0, 100)
                                .mapToObj(j -> "{\"id\":" + key(random) + "}")
                                .collect(Collectors.joining(","))
                        + "]}")
                .toList();
    }

    private static int key(Random random) {
        return 1 + random.nextInt(BenchmarkData.ROWS);
    }

    private static String head(String view) {
        return "{\"featureStoreName\":\"bench\",\"featureViewName\":\"" + view + "\",\"featureViewVersion\":1,";
    }
}
