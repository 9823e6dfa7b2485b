package dev.featurestore.bootstrap.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GrowthTest {
    @Test
    void slopesAreComparedRoundByRound() {
        List<Double> compared = Growth.slopes(List.of(6.0, 9.0), List.of(3.0, 6.0));

        assertThat(compared).containsExactly(2.0, 1.5);
    }

    @Test
    void aSlopeThatIsNothingMeetsNoTarget() {
        List<Double> compared = Growth.slopes(List.of(5.0, -5.0, -5.0), List.of(-1.0, 0.0, 1.0));

        assertThat(compared).containsOnly(Double.POSITIVE_INFINITY);
    }
}
