package dev.featurestore.rondb.coalescing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InFlightLimitTest {
    private double load = Double.NaN;
    private int asked;
    private long now = System.nanoTime();
    private final InFlightLimit limit = new InFlightLimit(4, () -> {
        asked++;
        return load;
    });

    private void intervals(int number, double withLoad) {
        load = withLoad;
        for (int i = 0; i < number; i++) {
            now += InFlightLimit.INTERVAL_NANOS + 1_000_000_000;
            limit.adapt(now);
        }
    }

    @Test
    void risesFromOneToItsMaximumWhileThereAreIdleProcessors() {
        assertThat(limit.get()).isEqualTo(1);

        intervals(1, 0.7);
        assertThat(limit.get()).isEqualTo(2);

        intervals(10, 0.0);
        assertThat(limit.get()).isEqualTo(4);
    }

    @Test
    void fallsToOneByHalvesWhileAllProcessorsAreBusy() {
        intervals(10, 0.1);

        intervals(2, 0.95);
        assertThat(limit.get()).isEqualTo(2);

        intervals(1, 0.95);
        assertThat(limit.get()).isEqualTo(1);

        intervals(1, 1.0);
        assertThat(limit.get()).isEqualTo(1);
    }

    @Test
    void caresNotForASingleIntervalInWhichAllSeemBusy() {
        intervals(10, 0.1);

        for (int i = 0; i < 5; i++) {
            intervals(1, 1.0);
            intervals(1, 0.85);
        }
        assertThat(limit.get()).isEqualTo(4);
    }

    @Test
    void staysWhileTheProcessorsAreNeitherBusyNorIdle() {
        intervals(1, 0.1);

        intervals(10, 0.85);
        assertThat(limit.get()).isEqualTo(2);
    }

    @Test
    void risesWhereNobodyKnowsTheLoad() {
        intervals(1, -1);
        assertThat(limit.get()).isEqualTo(2);

        intervals(1, Double.NaN);
        assertThat(limit.get()).isEqualTo(3);
    }

    @Test
    void asksForTheLoadOnceAnInterval() {
        intervals(1, 1.0);

        for (int i = 0; i < 100; i++) {
            limit.adapt(now + i);
        }
        assertThat(asked).isEqualTo(1);
    }
}
