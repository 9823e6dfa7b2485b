package dev.featurestore.rondb.coalescing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InFlightLimitTest {
    private final InFlightLimit limit = new InFlightLimit(4);

    private void reads(int number, long micros, boolean succeeded) {
        for (int i = 0; i < number; i++) {
            limit.measured(micros * 1000, succeeded);
        }
    }

    @Test
    void isOneWhereTheStoreIsQuickEvenIfSomeReadsWaitForAProcessor() {
        for (int i = 0; i < 100; i++) {
            reads(3, 3000, true);
            reads(1, 200, true);
        }
        assertThat(limit.get()).isEqualTo(1);
    }

    @Test
    void growsWithTheShortestReadUpToItsMaximum() {
        reads(200, 1200, true);
        assertThat(limit.get()).isEqualTo(3);

        reads(200, 50_000, true);
        assertThat(limit.get()).isEqualTo(4);
    }

    @Test
    void fallsWithTheFirstQuickReadButNotWithAQuickFailure() {
        reads(200, 1200, true);

        reads(10, 1, false);
        assertThat(limit.get()).isEqualTo(3);

        reads(1, 200, true);
        assertThat(limit.get()).isEqualTo(1);
    }
}
