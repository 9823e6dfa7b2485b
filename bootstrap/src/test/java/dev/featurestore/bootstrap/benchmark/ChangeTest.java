package dev.featurestore.bootstrap.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.featurestore.bootstrap.benchmark.Change.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangeTest {
    private static final List<Double> BEFORE = List.of(0.90, 0.91, 0.92, 0.93, 0.94, 0.95, 0.96, 0.97);

    @Test
    void roundsThatAreAllLowerAreSlower() {
        Change change = Change.of(BEFORE, scaled(0.80));

        assertThat(change.verdict()).isEqualTo(Verdict.SLOWER);
        assertThat(change.percent()).isCloseTo(-20, within(0.01));
        assertThat(change.chance()).isLessThan(0.01);
    }

    @Test
    void roundsThatAreAllHigherAreFaster() {
        Change change = Change.of(BEFORE, scaled(1.25));

        assertThat(change.verdict()).isEqualTo(Verdict.FASTER);
        assertThat(change.percent()).isCloseTo(25, within(0.01));
    }

    @Test
    void roundsThatOverlapAreNoiseHoweverFarApartTheirMedians() {
        Change change = Change.of(BEFORE, List.of(0.60, 0.62, 0.70, 0.75, 0.93, 0.98, 0.99, 1.00));

        assertThat(change.percent()).isLessThan(-3);
        assertThat(change.verdict()).isEqualTo(Verdict.WITHIN_NOISE);
    }

    @Test
    void aSmallChangeIsNoiseHoweverSureTheTestIs() {
        List<Double> steady = List.of(1.000, 1.001, 1.002, 1.003, 1.004, 1.005, 1.006, 1.007);
        List<Double> lower = steady.stream().map(ratio -> ratio * 0.98).toList();

        Change change = Change.of(steady, lower);

        assertThat(change.chance()).isLessThan(0.01);
        assertThat(change.verdict()).isEqualTo(Verdict.WITHIN_NOISE);
    }

    private static List<Double> scaled(double factor) {
        return BEFORE.stream().map(ratio -> ratio * factor).toList();
    }
}
