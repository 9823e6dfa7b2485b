package dev.featurestore.bootstrap.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Whether it costs anything that many views and keys are in use: 200 views, each with a statement of its own, and 1,000
 * API keys in turn, against one of each. Every request reads by itself: requests for one view would share reads, and
 * those for many hardly do. A server for each of the two, as one that holds so many goes on reading them again in the
 * background, which is part of what they cost and must not burden anything else. Several such pairs, one after the
 * other, as no two JVMs compile the same program alike, which would count as a difference between the loads.
 */
final class Rotation {
    private static final int PAIRS = 3;

    private final Running running;
    private final Options options;

    private Rotation(Running running, Options options) {
        this.running = running;
        this.options = options;
    }

    static Finding measure(Running running, Options options) throws Exception {
        return new Rotation(running, options).measure();
    }

    private Finding measure() throws Exception {
        List<Double> ratios = new ArrayList<>();
        for (int pair = 0; pair < PAIRS; pair++) {
            ratios.addAll(pair());
        }
        return Finding.atLeast(0.95, "200 views and 1,000 keys in rotation / 1 view and 1 key", ratios);
    }

    private List<Double> pair() throws Exception {
        List<Bodies.Sent> alike = Bodies.rotating(View.MANY.subList(0, 1), BenchmarkData.API_KEYS.subList(0, 1));
        List<Bodies.Sent> various = Bodies.rotating(View.MANY, BenchmarkData.API_KEYS);
        try (ServerProcess one = running.another(Setup.ALONE, Map.of());
                ServerProcess many = running.another(Setup.ALONE, Map.of())) {
            List<Variant> variants = List.of(load("one", one, alike), load("many", many, various));
            return Rounds.run(variants, options, running.database()).ratios("many", "one");
        }
    }

    /** A load on a server that has all it needs by now. */
    private Variant load(String name, ServerProcess server, List<Bodies.Sent> requests) throws Exception {
        String url = server.vector();
        Wrk.posting(requests.subList(0, 1)).run(url, 1, options.warmUp()); // to start with, few at once
        int chunk = 20; // few enough at once that none waits too long for its key to be read
        IntStream.range(0, requests.size() / chunk)
                .forEach(i -> running.visit(url, requests.subList(i * chunk, (i + 1) * chunk)));
        return Variant.posting(name, Variants.VECTORS, server.jvm(), url, requests);
    }
}
