package dev.featurestore.bootstrap.benchmark;

import java.sql.SQLException;
import java.util.Map;

/**
 * What a JVM and the database have used so far. Load by {@code wrk} is another process and does not count.
 *
 * @param allocated bytes by thread; a thread that has ended is missing
 */
record Resources(long jvmNanos, Database.Usage database, Map<Long, Long> allocated) {
    static Resources now(Jvm jvm, Database database) throws SQLException {
        return new Resources(jvm.processorNanos(), database.usage(), jvm.allocated());
    }

    /** What was used since then, for each of these requests. */
    Sample since(Resources before, Wrk.Run run) {
        double requests = Math.max(1, run.requests());
        long bytes = 0;
        for (Map.Entry<Long, Long> thread : allocated.entrySet()) {
            bytes += thread.getValue() - before.allocated.getOrDefault(thread.getKey(), 0L);
        }
        return new Sample(
                run.rate(),
                run.p50(),
                run.p99(),
                (jvmNanos - before.jvmNanos) / 1e3 / requests,
                (database.serverNanos() - before.database.serverNanos()) / 1e3 / requests,
                (database.dataNodeNanos() - before.database.dataNodeNanos()) / 1e3 / requests,
                (database.waits() - before.database.waits()) / requests,
                (database.statements() - before.database.statements()) / requests,
                bytes / 1024.0 / requests);
    }
}
