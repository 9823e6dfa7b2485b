package dev.featurestore.bootstrap.benchmark;

import dev.featurestore.bootstrap.FeatureStoreServer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Whether it costs anything that many views and keys are in use: 200 views, each with a statement of its own, and 1,000
 * API keys in turn, against one of each. A server for each run, as one that holds so many goes on reading them again in
 * the background, which is part of what they cost and must not burden anything else.
 */
final class Rotation {
    private final Running running;
    private final Options options;

    private Rotation(Running running, Options options) {
        this.running = running;
        this.options = options;
    }

    static Finding measure(Running running, Options options) throws Exception {
        Rotation rotation = new Rotation(running, options);
        List<Bodies.Sent> alike = Bodies.rotating(View.MANY.subList(0, 1), BenchmarkData.API_KEYS.subList(0, 1));
        List<Bodies.Sent> various = Bodies.rotating(View.MANY, BenchmarkData.API_KEYS);
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < options.rounds(); round++) {
            List<Double> rates = new ArrayList<>();
            for (List<Bodies.Sent> requests : round % 2 == 0 ? List.of(alike, various) : List.of(various, alike)) {
                rates.add(rotation.rate(requests));
            }
            double quotient = rates.get(1) / rates.get(0);
            ratios.add(round % 2 == 0 ? quotient : 1 / quotient);
        }
        return Finding.atLeast(0.95, "200 views and 1,000 keys in rotation / 1 view and 1 key", ratios);
    }

    private double rate(List<Bodies.Sent> requests) throws Exception {
        try (FeatureStoreServer server = running.anotherServer()) {
            String url = Running.vector(server);
            int chunk = 20; // few enough at once that none waits too long for its key to be read
            IntStream.range(0, requests.size() / chunk)
                    .forEach(i -> running.visit(url, requests.subList(i * chunk, (i + 1) * chunk)));
            Wrk load = Wrk.posting(requests);
            // Each connection to the database prepares each view's statement once.
            load.run(url, Variants.VECTORS, options.warmUp());
            return load.run(url, Variants.VECTORS, options.each()).rate();
        }
    }
}
