package dev.featurestore.rondb.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One program of an NDB cluster, which can be killed and started again. While it runs, a file in {@code pids/} holds
 * its number, for whoever has to kill it if this JVM cannot. Thread-safe.
 */
final class NdbProcess {
    private static final int PATIENCE_SECONDS = 30;

    private final String name;
    private final Path folder;
    private final List<String> command;
    private Process process;

    NdbProcess(String name, Path folder, List<String> command) {
        this.name = name;
        this.folder = folder;
        this.command = command;
    }

    /** Starts it, unless it runs; does not wait until it is of use. */
    synchronized void start() throws IOException {
        if (isAlive()) {
            return;
        }
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
        Files.writeString(pidFile(), Long.toString(process.pid()));
    }

    /** @throws IllegalStateException if it was never started */
    synchronized ProcessHandle handle() {
        if (process == null) {
            throw new IllegalStateException(name + " was never started");
        }
        return process.toHandle();
    }

    synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Kills it at once, as a crash would; returns when it is gone. */
    synchronized void kill() {
        if (process == null) {
            return;
        }
        process.destroyForcibly();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(name + " does not die");
            }
            Files.deleteIfExists(pidFile());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + name + " was killed", e);
        } catch (IOException e) {
            throw new IllegalStateException("cannot remove " + pidFile(), e);
        }
    }

    /** The end of what it said, for messages. */
    String lastWords() {
        try {
            List<String> lines = Files.readAllLines(log());
            return name + ": " + String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
        } catch (IOException e) {
            return name + " said nothing";
        }
    }

    private Path log() {
        return folder.resolve(name + ".log");
    }

    private Path pidFile() {
        return folder.resolve("pids").resolve(name);
    }
}
