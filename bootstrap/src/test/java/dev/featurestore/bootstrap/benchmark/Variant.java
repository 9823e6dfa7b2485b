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
    /** Does it as often as it can for a while. */
    interface Work {
        Wrk.Run run(Duration duration) throws Exception;
    }

    /** Over HTTP, by {@code wrk}. */
    static Variant posting(String name, int connections, Jvm jvm, String url, List<Bodies.Sent> requests)
            throws IOException {
        Wrk load = Wrk.posting(requests);
        return new Variant(name, connections, jvm, time -> load.run(url, connections, time));
    }
}
