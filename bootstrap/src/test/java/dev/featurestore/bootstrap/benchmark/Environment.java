package dev.featurestore.bootstrap.benchmark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Where it was measured.
 *
 * @param load the system's load average over the minute before, building and loading data included
 * @param revision of the sources; {@code unknown} outside a git repository
 */
record Environment(
        String when,
        String revision,
        String jdk,
        int cores,
        double load,
        String system,
        String database,
        int rounds,
        int seconds) {

    static Environment of(Database database, Options options) throws SQLException, InterruptedException {
        return new Environment(
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                gitRevision(),
                System.getProperty("java.vm.vendor") + " " + System.getProperty("java.runtime.version"),
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                database.description(),
                options.rounds(),
                options.seconds());
    }

    /** Whether little else ran on the machine; building this and loading data make up the rest. */
    boolean quiet() {
        return load <= 1.5 * cores;
    }

    private static String gitRevision() throws InterruptedException {
        try {
            Process git = new ProcessBuilder("git", "describe", "--always", "--dirty")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.waitFor() == 0 ? said : "unknown";
        } catch (IOException noGit) {
            return "unknown";
        }
    }
}
