package dev.featurestore.bootstrap.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Samples of all variants, round by round. */
record Rounds(Map<String, List<Sample>> samples) {
    /**
     * Warms every variant up, then runs all of them in each round, every other round from the last to the first:
     * whatever drifts while they run meets them all alike.
     */
    static Rounds run(List<Variant> variants, Options options, Database database) throws Exception {
        for (Variant variant : variants) {
            variant.warmUp(options);
        }
        Map<String, List<Sample>> samples = new LinkedHashMap<>();
        variants.forEach(variant -> samples.put(variant.name(), new ArrayList<>()));
        for (int round = 1; round <= options.rounds(); round++) {
            for (int i = 0; i < variants.size(); i++) {
                Variant variant = variants.get(round % 2 == 1 ? i : variants.size() - 1 - i);
                Resources before = Resources.now(variant.jvm(), database);
                Wrk.Run run = variant.work().run(options.each());
                samples.get(variant.name())
                        .add(Resources.now(variant.jvm(), database).since(before, run));
            }
            System.out.println("round " + round + " of " + options.rounds() + " done");
        }
        return new Rounds(samples);
    }

    /** Something of each sample of a variant, in the order of the rounds. */
    List<Double> of(String variant, ToDoubleFunction<Sample> what) {
        List<Sample> found = samples.get(variant);
        if (found == null) {
            throw new IllegalArgumentException("no variant " + variant);
        }
        return found.stream().mapToDouble(what).boxed().toList();
    }

    /** The ratios of two variants' rates, each within one round. */
    List<Double> ratios(String of, String to) {
        return paired(of(of, Sample::rate), of(to, Sample::rate));
    }

    /** The quotients of figures of the same round. */
    static List<Double> paired(List<Double> of, List<Double> to) {
        return IntStream.range(0, of.size())
                .mapToObj(round -> of.get(round) / to.get(round))
                .toList();
    }

    /** The differences of figures of the same round. */
    static List<Double> differences(List<Double> of, List<Double> to) {
        return IntStream.range(0, of.size())
                .mapToObj(round -> of.get(round) - to.get(round))
                .toList();
    }
}
