package dev.featurestore.bootstrap.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LatenciesTest {
    /** The mean of both rounds' p99 would be 50.5 ms. */
    @Test
    void percentilesAreThoseOfAllRequestsAndNotTheMeanOfTheRounds() {
        Histogram quick = histogram(9_990, 1_000);
        Histogram slow = histogram(10, 100_000);

        LatencyPoint point = Latencies.point("server", 1000, 0.5, List.of(quick, slow));

        assertThat(point.requests()).isEqualTo(10_000);
        assertThat(point.p99()).isCloseTo(1, within(0.01));
        assertThat(point.p999()).isCloseTo(1, within(0.01));
        assertThat(Latencies.point("server", 1000, 0.5, List.of(slow)).p50()).isCloseTo(100, within(0.1));
    }

    @Test
    void aHistogramPassesBetweenProcessesWhole() {
        Histogram sent = histogram(5, 1_234);
        sent.recordValue(60_000_000);

        Histogram received = FixedRate.decoded(FixedRate.encoded(sent));

        assertThat(received).isEqualTo(sent);
    }

    private static Histogram histogram(int count, long micros) {
        Histogram histogram = new Histogram(60_000_000, 3);
        histogram.recordValueWithCount(micros, count);
        return histogram;
    }
}
