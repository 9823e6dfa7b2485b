package dev.featurestore.bootstrap.benchmark;

import java.util.List;
import org.apache.commons.math3.stat.inference.MannWhitneyUTest;

/**
 * How a ratio changed. It <em>moved</em> if a rank-sum test (Mann-Whitney, two-sided) gives a chance below 1 % to
 * rounds as different as these without a difference behind them, and the medians differ by at least 3 %. Less than that
 * is noise, whatever the test says: two runs of one build differ by as much, for no two JVMs compile it alike, and
 * within a run that does not show.
 *
 * @param before the median
 * @param after the median
 * @param percent of the median before
 * @param chance by the test, 0 to 1
 */
record Change(double before, double after, double percent, double chance, Verdict verdict) {
    enum Verdict {
        WITHIN_NOISE,
        FASTER,
        SLOWER
    }

    private static final double LIKELY = 0.01;
    private static final double MIN_PERCENT = 3;

    /** Compares rounds of before with rounds of after; larger is better. */
    static Change of(List<Double> before, List<Double> after) {
        double was = Spread.of(before).median();
        double is = Spread.of(after).median();
        double percent = (is / was - 1) * 100;
        double chance = new MannWhitneyUTest().mannWhitneyUTest(array(before), array(after));
        return new Change(was, is, percent, chance, verdict(percent, chance));
    }

    private static Verdict verdict(double percent, double chance) {
        if (chance >= LIKELY || Math.abs(percent) < MIN_PERCENT) {
            return Verdict.WITHIN_NOISE;
        }
        return percent > 0 ? Verdict.FASTER : Verdict.SLOWER;
    }

    private static double[] array(List<Double> figures) {
        return figures.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
