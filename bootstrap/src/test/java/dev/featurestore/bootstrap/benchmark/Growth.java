package dev.featurestore.bootstrap.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * What a request costs as it grows. Time is that of a request with that many connections busy: connections / rate. On a
 * machine whose cores are all busy it is CPU time but for a factor.
 */
final class Growth {
    private static final List<Integer> ENTRIES = List.of(10, 100, 1000);
    private static final List<Integer> FEATURES = List.of(5, 50, 500);
    private static final List<Integer> GROUPS = List.of(1, 2, 4, 8);

    private final Rounds rounds;

    private Growth(Rounds rounds) {
        this.rounds = rounds;
    }

    /**
     * A size and what it costs.
     *
     * @param request microseconds for a request
     * @param unit microseconds for each entry, feature or group of it
     */
    record Step(String what, int size, Spread request, Spread unit) {}

    static List<Step> steps(Rounds rounds) {
        Growth growth = new Growth(rounds);
        List<Step> steps = new ArrayList<>();
        growth.add(steps, "entries", ENTRIES, growth::entries);
        growth.add(steps, "features", FEATURES, growth::features);
        growth.add(steps, "groups", GROUPS, growth::groups);
        return steps;
    }

    static List<Finding> findings(Rounds rounds) {
        Growth growth = new Growth(rounds);
        List<Finding> findings = new ArrayList<>();
        findings.add(growth.perEntry(100, 10));
        findings.add(growth.perEntry(1000, 10));
        List<Double> first = perUnit(Rounds.differences(growth.groups(4), growth.groups(1)), 3);
        List<Double> last = perUnit(Rounds.differences(growth.groups(8), growth.groups(4)), 4);
        findings.add(
                Finding.atMost(1.2, "time of an added group, from 4 to 8 / from 1 to 4", Rounds.paired(last, first)));
        return findings;
    }

    private Finding perEntry(int many, int few) {
        return Finding.atMost(
                1.2,
                "time per entry, batch of " + many + " / of " + few,
                Rounds.paired(perUnit(entries(many), many), perUnit(entries(few), few)));
    }

    private void add(List<Step> steps, String what, List<Integer> sizes, IntFunction<List<Double>> micros) {
        for (int size : sizes) {
            List<Double> each = micros.apply(size);
            steps.add(new Step(what, size, Spread.of(each), Spread.of(perUnit(each, size))));
        }
    }

    private List<Double> entries(int size) {
        return micros("server: batch of " + size + " one", Variants.BATCHES);
    }

    private List<Double> features(int size) {
        return micros("server: vector features_" + size, Variants.VECTORS);
    }

    private List<Double> groups(int size) {
        return micros("server: vector groups_" + size, Variants.VECTORS);
    }

    private List<Double> micros(String variant, int connections) {
        return rounds.of(variant, sample -> connections / sample.rate() * 1e6);
    }

    private static List<Double> perUnit(List<Double> micros, int units) {
        return micros.stream().map(each -> each / units).toList();
    }
}
