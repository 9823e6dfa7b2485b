package dev.featurestore.bootstrap.benchmark;

import dev.featurestore.rondb.testing.Engine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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

    static Environment of(Engine engine, Options options) throws SQLException, IOException, InterruptedException {
        return new Environment(
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                gitRevision(),
                System.getProperty("java.vm.vendor") + " " + System.getProperty("java.runtime.version"),
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                asked(engine, "SELECT VERSION()"),
                options.rounds(),
                options.seconds());
    }

    /** Whether little else ran on the machine; building this and loading data make up the rest. */
    boolean quiet() {
        return load <= 1.5 * cores;
    }

    /** The process of a database that runs on this machine. */
    static ProcessHandle process(Engine engine) throws SQLException, IOException {
        long pid = Long.parseLong(
                Files.readString(Path.of(asked(engine, "SELECT @@pid_file"))).strip());
        return ProcessHandle.of(pid).orElseThrow();
    }

    private static String asked(Engine engine, String question) throws SQLException {
        try (Connection connection = engine.connect();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(question)) {
            answer.next();
            return answer.getString(1);
        }
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
