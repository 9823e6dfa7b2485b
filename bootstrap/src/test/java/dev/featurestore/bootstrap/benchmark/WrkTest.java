package dev.featurestore.bootstrap.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class WrkTest {
    @Test
    void percentilesAreReadInMillisecondsWhateverTheirUnit() {
        Map<String, Double> percentiles = Wrk.percentiles("""
                  Latency Distribution
                     50%  826.50us
                     75%    1.07ms
                     90%    1.43ms
                     99%    1.20s
                  4511 requests in 2.00s, 1.52MB read
                """);

        assertThat(percentiles).containsOnly(Map.entry("50", 0.8265), Map.entry("99", 1200.0));
    }
}
