package dev.featurestore.bootstrap.benchmark;

import java.time.Duration;

/**
 * One thing to measure.
 *
 * @param connections how many at once
 */
record Variant(String name, int connections, Work work) {
    /** Does it as often as it can for a while. */
    interface Work {
        Wrk.Run run(Duration duration) throws Exception;
    }
}
