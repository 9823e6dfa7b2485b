package dev.featurestore.bootstrap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The runnable jar in a process of its own. Its output is kept in files, so that it never waits for a reader. */
public final class PackagedProgram implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process process;
    private final Path out;
    private final Path err;

    private PackagedProgram(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** How a program ended. */
    record Ended(int code, String out, String err) {}

    public static PackagedProgram start(Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(java(), "-jar", System.getProperty("jar")));
        command.addAll(List.of(arguments));
        return start(folder, command, Map.of());
    }

    /** Another way to start it; of this process's environment it does not see what configures the server. */
    public static PackagedProgram start(Path folder, List<String> command, Map<String, String> environment)
            throws IOException {
        Path out = Files.createTempFile(folder, "program", ".out");
        Path err = Files.createTempFile(folder, "program", ".err");
        ProcessBuilder builder =
                builder(command, environment).redirectOutput(out.toFile()).redirectError(err.toFile());
        return new PackagedProgram(builder.start(), out, err);
    }

    /** A process that does not see what configures a server in this process's environment, but these variables. */
    public static ProcessBuilder builder(List<String> command, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("FEATURE_STORE_") || name.startsWith("RDRS_"));
        builder.environment().putAll(environment);
        return builder;
    }

    /** Runs it to its end. */
    static Ended run(Path folder, String... arguments) throws IOException, InterruptedException {
        try (PackagedProgram program = start(folder, arguments)) {
            return program.end();
        }
    }

    /** Waits for its end. */
    Ended end() throws IOException, InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("still running: " + output());
        }
        return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    public static String java() {
        return ProcessHandle.current().info().command().orElse("java");
    }

    public long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    public Duration processorTime() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    public String output() throws IOException {
        return Files.readString(out, StandardCharsets.UTF_8) + Files.readString(err, StandardCharsets.UTF_8);
    }

    /** Waits until the program has printed a line that starts so. */
    String waitForLine(String start) throws IOException, InterruptedException {
        return waitFor("starts with '" + start + "'", line -> line.startsWith(start));
    }

    /** Waits until the program has printed a line with that in it. */
    String waitForText(String text) throws IOException, InterruptedException {
        return waitFor("has '" + text + "'", line -> line.contains(text));
    }

    private String waitFor(String what, Predicate<String> wanted) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline && process.isAlive()) {
            Optional<String> line = Files.readString(out, StandardCharsets.UTF_8)
                    .lines()
                    .filter(wanted)
                    .findFirst();
            if (line.isPresent()) {
                return line.get();
            }
            Thread.sleep(10);
        }
        throw new AssertionError("no line that " + what + " in: " + output());
    }

    /** Waits until it listens. */
    public int port() throws IOException, InterruptedException {
        String line = waitForLine("feature-store-server ");
        return Integer.parseInt(line.replaceFirst(".* port (\\d+),.*", "$1"));
    }

    /** Sends SIGTERM and waits for the end. */
    public int terminate() throws IOException, InterruptedException {
        signal();
        return end().code();
    }

    /** Sends SIGTERM. */
    void signal() {
        process.destroy();
    }

    /** Sends SIGKILL and waits for the end. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
