package dev.featurestore.bootstrap.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void ofAnOddNumberTheMiddleOneIsTheMedian() {
        Spread spread = Spread.of(List.of(9.0, 1.0, 2.0));

        assertThat(spread).isEqualTo(new Spread(2, 1, 9));
    }

    @Test
    void ofAnEvenNumberTheMedianIsBetweenTheTwoInTheMiddle() {
        Spread spread = Spread.of(List.of(10.0, 4.0, 1.0, 2.0));

        assertThat(spread).isEqualTo(new Spread(3, 1, 10));
    }

    @Test
    void ofNothingThereIsNoMedian() {
        assertThatThrownBy(() -> Spread.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
