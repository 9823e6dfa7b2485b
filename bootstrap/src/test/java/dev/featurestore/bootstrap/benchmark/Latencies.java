package dev.featurestore.bootstrap.benchmark;

import dev.featurestore.bootstrap.benchmark.FixedRate.Seen;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Latencies of single vectors of one group, server beside minimal endpoint, at shares of the rate that the slower of the
 * two can do with this load generator (it takes more of the machine than {@code wrk} does).
 */
final class Latencies {
    private static final String SERVER = "server";
    private static final String MINIMAL = "minimal";
    private static final List<Double> SHARES = List.of(0.2, 0.4, 0.5, 0.6, 0.8, 0.9);
    private static final double HALF = 0.5;

    private final Map<String, String> urls = new LinkedHashMap<>();
    private final Path requests;
    private final Duration each;
    private final Duration warmUp;

    private Latencies(Running running, Options options) throws Exception {
        urls.put(SERVER, running.server(Setup.USUAL).vector());
        urls.put(MINIMAL, running.minimal("/vector/one"));
        requests = Wrk.file(Bodies.vectors(View.ONE));
        each = options.each();
        warmUp = Duration.ofSeconds(Math.min(2, options.seconds()));
    }

    /** Points for the plot, and the ratio that has a target. */
    record Measured(List<LatencyPoint> points, Finding p99) {}

    /** Each share once; half the rate in as many rounds as all else. */
    static Measured measure(Running running, Options options) throws Exception {
        Latencies latencies = new Latencies(running, options);
        double most = latencies.most();
        List<LatencyPoint> points = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (double share : SHARES) {
            int rounds = share == HALF ? options.rounds() : 1;
            Map<String, List<Histogram>> seen = latencies.rounds(share * most, rounds);
            seen.forEach((who, histograms) -> points.add(point(who, share * most, share, histograms)));
            if (share == HALF) {
                ratios.addAll(Rounds.paired(p99s(seen.get(SERVER)), p99s(seen.get(MINIMAL))));
            }
        }
        Finding p99 = Finding.atMost(1.5, "p99 of a vector at half the maximal rate, server / minimal", ratios);
        return new Measured(points, p99);
    }

    private double most() throws Exception {
        double most = Double.MAX_VALUE;
        for (String url : urls.values()) {
            most = Math.min(most, run(url, 0).rate());
        }
        return most;
    }

    private Map<String, List<Histogram>> rounds(double rate, int rounds) throws Exception {
        Map<String, List<Histogram>> seen = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, String> target : urls.entrySet()) {
                seen.computeIfAbsent(target.getKey(), who -> new ArrayList<>())
                        .add(run(target.getValue(), rate).latencies());
            }
        }
        return seen;
    }

    private Seen run(String url, double rate) throws Exception {
        return FixedRate.process(url, requests, rate, Variants.VECTORS, warmUp, each);
    }

    private static List<Double> p99s(List<Histogram> histograms) {
        return histograms.stream().map(each -> millis(each, 99)).toList();
    }

    /** Percentiles of all requests of all rounds: not the mean of each round's percentiles, which means nothing. */
    static LatencyPoint point(String who, double rate, double share, List<Histogram> rounds) {
        Histogram all = new Histogram(3);
        rounds.forEach(all::add);
        return new LatencyPoint(
                who, rate, share, all.getTotalCount(), millis(all, 50), millis(all, 99), millis(all, 99.9));
    }

    private static double millis(Histogram micros, double percentile) {
        return micros.getValueAtPercentile(percentile) / 1000.0;
    }
}
