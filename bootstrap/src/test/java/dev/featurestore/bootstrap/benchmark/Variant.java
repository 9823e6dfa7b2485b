package dev.featurestore.bootstrap.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * One thing to measure.
 *
 * @param connections how many at once
 * @param jvm whose use of the machine counts
 */
record Variant(String name, int connections, Jvm jvm, Work work) {
    /** A share of the time. */
    private static final double LITTLE = 0.05;

    private static final int QUIET_RUNS = 2;

    /** Does it as often as it can for a while. */
    interface Work {
        Wrk.Run run(Duration duration) throws Exception;
    }

    /**
     * Runs it until the compiler of the JVM has next to nothing left to do: twice, as compilations count when they end.
     */
    void warmUp(Options options) throws Exception {
        int quiet = 0;
        for (int run = 0; run < options.warmUps() && quiet < QUIET_RUNS; run++) {
            long compiled = jvm.compilationMillis();
            work.run(options.warmUp());
            boolean isQuiet =
                    jvm.compilationMillis() - compiled < options.warmUp().toMillis() * LITTLE;
            quiet = isQuiet ? quiet + 1 : 0;
        }
    }

    /** Over HTTP, by {@code wrk}. */
    static Variant posting(String name, int connections, Jvm jvm, String url, List<Bodies.Sent> requests)
            throws IOException {
        Wrk load = Wrk.posting(requests);
        return new Variant(name, connections, jvm, time -> load.run(url, connections, time));
    }
}
