package dev.featurestore.bootstrap.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * What a request costs as it grows, in CPU time of server and database together (data nodes included): unlike
 * connections / rate it does not depend on what else the machine does.
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
     * @param request microseconds of CPU time for a request
     * @param unit microseconds of CPU time for each entry, feature or group of it
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
        findings.add(Finding.atMost(1.2, "CPU time of an added group, from 4 to 8 / from 1 to 4", slopes(last, first)));
        return findings;
    }

    /** Later over earlier; infinite where one of them is nothing or less, for then noise is all there is. */
    static List<Double> slopes(List<Double> later, List<Double> earlier) {
        return IntStream.range(0, later.size())
                .mapToObj(round -> Math.min(earlier.get(round), later.get(round)) > 0
                        ? later.get(round) / earlier.get(round)
                        : Double.POSITIVE_INFINITY)
                .toList();
    }

    private Finding perEntry(int many, int few) {
        return Finding.atMost(
                1.2,
                "CPU time per entry, batch of " + many + " / of " + few,
                Rounds.paired(perUnit(entries(many), many), perUnit(entries(few), few)));
    }

    private void add(List<Step> steps, String what, List<Integer> sizes, IntFunction<List<Double>> micros) {
        for (int size : sizes) {
            List<Double> each = micros.apply(size);
            steps.add(new Step(what, size, Spread.of(each), Spread.of(perUnit(each, size))));
        }
    }

    private List<Double> entries(int size) {
        return micros("server: batch of " + size + " one");
    }

    private List<Double> features(int size) {
        return micros("server: vector features_" + size);
    }

    private List<Double> groups(int size) {
        return micros("server: vector groups_" + size);
    }

    private List<Double> micros(String variant) {
        return rounds.of(variant, Sample::cpuMicros);
    }

    private static List<Double> perUnit(List<Double> micros, int units) {
        return micros.stream().map(each -> each / units).toList();
    }
}
