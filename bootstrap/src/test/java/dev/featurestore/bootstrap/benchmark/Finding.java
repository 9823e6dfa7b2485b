package dev.featurestore.bootstrap.benchmark;

import java.util.List;
import java.util.Locale;

/**
 * A figure, and what is demanded of its median, if anything is.
 *
 * @param what with its unit, unless it is a ratio
 * @param target such as {@code >= 0.90}; empty if there is none
 */
record Finding(String what, Spread figure, String target, Verdict verdict) {
    enum Verdict {
        MET,
        MISSED,
        NO_TARGET
    }

    static Finding atLeast(double bound, String what, List<Double> figures) {
        Spread spread = Spread.of(figures);
        return new Finding(what, spread, ">= " + text(bound), verdict(spread.median() >= bound));
    }

    static Finding atMost(double bound, String what, List<Double> figures) {
        Spread spread = Spread.of(figures);
        return new Finding(what, spread, "<= " + text(bound), verdict(spread.median() <= bound));
    }

    static Finding plain(String what, List<Double> figures) {
        return new Finding(what, Spread.of(figures), "", Verdict.NO_TARGET);
    }

    private static Verdict verdict(boolean met) {
        return met ? Verdict.MET : Verdict.MISSED;
    }

    private static String text(double bound) {
        return bound == Math.rint(bound) ? Long.toString((long) bound) : String.format(Locale.ROOT, "%.2f", bound);
    }
}
