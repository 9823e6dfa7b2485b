package dev.featurestore.bootstrap.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JoinShapesTest {
    private static Sample sample(double p50, double waits) {
        return new Sample(1000, p50, 2 * p50, 100, 100, 100, waits, 1, 8);
    }

    @Test
    void whatIsLostIsDividedByTheWaitsSavedRoundByRound() {
        List<Double> roundTrips =
                JoinShapes.breakEven(List.of(sample(1.5, 1), sample(1.0, 1)), List.of(sample(1.0, 3), sample(1.25, 6)));

        assertThat(roundTrips).containsExactly(0.25, -0.05);
    }
}
