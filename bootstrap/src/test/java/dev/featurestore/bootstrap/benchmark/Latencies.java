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
 * Latencies of single vectors of one group, server beside minimal endpoint, at shares of the rate that the slower of
 * the two can do with this load generator (it takes more of the machine than {@code wrk} does).
 */
final class Latencies {
    private static final List<Double> SHARES = List.of(0.2, 0.4, 0.5, 0.6, 0.8, 0.9);
    private static final double HALF = 0.5;

    private final String who;
    private final String beside;
    private final Map<String, String> urls;
    private final Path requests;
    private final Duration each;
    private final Duration warmUp;

    private Latencies(String who, String beside, Map<String, String> urls, Options options) throws Exception {
        this.who = who;
        this.beside = beside;
        this.urls = urls;
        requests = Wrk.file(Bodies.vectors(View.ONE));
        each = options.each();
        warmUp = Duration.ofSeconds(Math.min(2, options.seconds()));
    }

    /** Points for the plot, and the ratio that has a target. */
    record Measured(List<LatencyPoint> points, Finding p99) {}

    /** Of the server beside the minimal endpoint. */
    static Measured measure(Running running, Options options) throws Exception {
        return measure(
                "server",
                running.server(Setup.USUAL).vector(),
                "minimal",
                running.minimal("/vector/one"),
                1.5,
                options);
    }

    /**
     * Each share once; half the rate in as many rounds as all else.
     *
     * @param atMost what the p99 at half the rate may be, as a multiple of the other's
     */
    static Measured measure(String who, String url, String beside, String otherUrl, double atMost, Options options)
            throws Exception {
        Map<String, String> urls = new LinkedHashMap<>();
        urls.put(who, url);
        urls.put(beside, otherUrl);
        return new Latencies(who, beside, urls, options).measure(options.rounds(), atMost);
    }

    private Measured measure(int roundsAtHalf, double atMost) throws Exception {
        double most = most();
        List<LatencyPoint> points = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (double share : SHARES) {
            Map<String, List<Histogram>> seen = rounds(share * most, share == HALF ? roundsAtHalf : 1);
            seen.forEach((each, histograms) -> points.add(point(each, share * most, share, histograms)));
            if (share == HALF) {
                ratios.addAll(Rounds.paired(p99s(seen.get(who)), p99s(seen.get(beside))));
            }
        }
        Finding p99 =
                Finding.atMost(atMost, "p99 of a vector at half the maximal rate, " + who + " / " + beside, ratios);
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
