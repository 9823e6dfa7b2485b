package dev.featurestore.bootstrap.benchmark;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * What this JVM and the database have used so far. Load by {@code wrk} is another process and does not count.
 *
 * @param allocated bytes by thread; a thread that has ended is missing
 */
record Resources(long jvmNanos, Database.Usage database, Map<Long, Long> allocated) {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static Resources now(Database database) throws SQLException {
        long[] ids = THREADS.getAllThreadIds();
        long[] bytes = THREADS.getThreadAllocatedBytes(ids);
        Map<Long, Long> allocated = new HashMap<>();
        for (int i = 0; i < ids.length; i++) {
            allocated.put(ids[i], Math.max(0, bytes[i]));
        }
        return new Resources(SYSTEM.getProcessCpuTime(), database.usage(), allocated);
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
                bytes / 1024.0 / requests);
    }
}
