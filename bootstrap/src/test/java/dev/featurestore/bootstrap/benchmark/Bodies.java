package dev.featurestore.bootstrap.benchmark;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What clients send: requests for random rows, the same at each run. */
final class Bodies {
    private Bodies() {}

    /** A request to send: who asks, and for what. */
    record Sent(String apiKey, String body) {}

    /** Requests for single vectors. */
    static List<Sent> vectors(View view) {
        Random random = new Random(1);
        return IntStream.range(0, 2_000)
                .mapToObj(i -> new Sent(BenchmarkData.API_KEY, vector(view, random)))
                .toList();
    }

    /** Requests for batches of so many vectors. */
    static List<Sent> batches(View view, int entries) {
        Random random = new Random(2);
        return IntStream.range(0, Math.max(20, 20_000 / entries))
                .mapToObj(i -> new Sent(
                        BenchmarkData.API_KEY,
                        head(view) + "\"entries\":["
                                + IntStream.range(0, entries)
                                        .mapToObj(j -> entry(view, random))
                                        .collect(Collectors.joining(","))
                                + "]}"))
                .toList();
    }

    /** Requests for single vectors of these views in turn, with these keys in turn. */
    static List<Sent> rotating(List<View> views, List<String> apiKeys) {
        Random random = new Random(3);
        return IntStream.range(0, 2_000)
                .mapToObj(i -> new Sent(apiKeys.get(i % apiKeys.size()), vector(views.get(i % views.size()), random)))
                .toList();
    }

    static String vector(View view, Random random) {
        return head(view) + "\"entries\":" + entry(view, random) + "}";
    }

    private static String head(View view) {
        return "{\"featureStoreName\":\"bench\",\"featureViewName\":\"" + view.name() + "\",\"featureViewVersion\":1,";
    }

    private static String entry(View view, Random random) {
        Group left = view.left();
        List<Object> key = left.keyOf(1 + random.nextInt(left.rows()));
        return IntStream.range(0, key.size())
                .mapToObj(i -> "\"" + left.key().get(i).name() + "\":"
                        + (key.get(i) instanceof String text ? "\"" + text + "\"" : key.get(i)))
                .collect(Collectors.joining(",", "{", "}"));
    }
}
