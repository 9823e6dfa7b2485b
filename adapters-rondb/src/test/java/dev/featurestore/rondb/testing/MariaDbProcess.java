package dev.featurestore.rondb.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One mariadbd and its data directory. Thread-safe. */
final class MariaDbProcess {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path base;
    private final Path data;
    private final int port;
    private final List<String> options;
    private Process server;
    private Process watchdog;

    MariaDbProcess(Path base, Path data, int port, List<String> options) {
        this.base = base;
        this.data = data;
        this.port = port;
        this.options = options;
    }

    int port() {
        return port;
    }

    /** Writes the system tables, an account that may do everything, and one that may only read. */
    synchronized void install(String user, String reader, String password) throws IOException {
        Path log = data.resolve("install.log");
        Process install = new ProcessBuilder(command("--bootstrap", "--max-allowed-packet=16M"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        String account = "'" + user + "'@'%'";
        String readOnly = "'" + reader + "'@'%'";
        String secret = " IDENTIFIED BY '" + password.replace("'", "''") + "';\n";
        try (OutputStream statements = install.getOutputStream()) {
            // It wants one statement a line.
            write(
                    statements,
                    "CREATE DATABASE mysql;\nUSE mysql;\nSET @auth_root_socket=NULL, @skip_auth_anonymous=1;\n");
            Files.copy(base.resolve("share/mariadb_system_tables.sql"), statements);
            Files.copy(base.resolve("share/mariadb_system_tables_data.sql"), statements);
            write(
                    statements,
                    "\nFLUSH PRIVILEGES;\nCREATE USER " + account + secret + "GRANT ALL ON *.* TO " + account
                            + " WITH GRANT OPTION;\nCREATE USER " + readOnly + secret + "GRANT SELECT ON *.* TO "
                            + readOnly + ";\n");
        }
        try {
            if (install.waitFor() != 0) {
                throw new IOException(Files.readString(log));
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Starts it, unless it runs, and waits until it takes connections. */
    synchronized void start() throws IOException {
        if (server != null && server.isAlive()) {
            return;
        }
        Path log = data.resolve("server.log");
        Files.deleteIfExists(log);
        server = new ProcessBuilder(command(
                        "--port=" + port,
                        "--bind-address=127.0.0.1",
                        "--socket=" + data.resolve("socket"),
                        "--pid-file=" + data.resolve("pid")))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        watch();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.readString(log).contains("ready for connections")) {
            if (!server.isAlive() || System.nanoTime() > end) {
                String said = Files.readString(log);
                kill();
                throw new IOException(said);
            }
            pause();
        }
    }

    /** A shell whose input ends when this JVM is gone, even if that was killed: then it takes the server along. */
    private void watch() throws IOException {
        watchdog = new ProcessBuilder(
                        "sh",
                        "-c",
                        "read _; kill -9 \"$0\"; rm -rf \"$1\"",
                        Long.toString(server.pid()),
                        data.toString())
                .start();
    }

    synchronized void kill() {
        if (watchdog != null) {
            watchdog.destroyForcibly();
        }
        if (server != null) {
            server.destroyForcibly();
            try {
                if (!server.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                    throw new IllegalStateException("mariadbd does not die");
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(interrupted(e));
            }
        }
    }

    synchronized void freeze(boolean frozen) {
        try {
            Process signal = new ProcessBuilder(
                            "sh", "-c", "kill -$0 $1", frozen ? "STOP" : "CONT", Long.toString(server.pid()))
                    .start();
            if (signal.waitFor() != 0) {
                throw new IllegalStateException("mariadbd does not run");
            }
            while (allThreadsStopped() != frozen) { // a signal reaches one thread after the other
                Thread.sleep(1);
            }
        } catch (IOException e) {
            throw new IllegalStateException("there is no shell, or no /proc", e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(interrupted(e));
        }
    }

    /** By its state, as proc(5) has it: behind the name, which is in brackets. */
    private static boolean isStopped(Path thread) throws IOException {
        try {
            String stat = Files.readString(thread.resolve("stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) == 'T';
        } catch (NoSuchFileException ended) {
            return true;
        }
    }

    private boolean allThreadsStopped() throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc/" + server.pid() + "/task"))) {
            for (Path thread : threads.toList()) {
                if (!isStopped(thread)) {
                    return false;
                }
            }
        }
        return true;
    }

    synchronized void remove() {
        kill();
        MariaDbFiles.delete(data);
    }

    private List<String> command(String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                MariaDbFiles.server(base).toString(),
                "--no-defaults",
                "--basedir=" + base,
                "--datadir=" + data,
                "--lc-messages-dir=" + base.resolve("share"),
                "--tmpdir=" + data,
                "--skip-ssl", // else each start makes an RSA key: 1 to 10 seconds
                "--skip-name-resolve",
                "--skip-log-bin",
                "--performance-schema=OFF",
                "--innodb-buffer-pool-size=32M",
                "--innodb-log-file-size=8M",
                "--innodb-undo-tablespaces=0",
                "--innodb-file-per-table=0", // making and dropping tables is half the work of a test
                "--debug-no-sync", // a disk that others keep busy makes each sync cost up to a second
                "--innodb-flush-method=nosync",
                "--innodb-flush-log-at-trx-commit=2", // with 0 a kill loses what was committed
                "--innodb-fast-shutdown=2",
                "--innodb-temp-data-file-path=ibtmp1:1M:autoextend",
                "--innodb-buffer-pool-dump-at-shutdown=0",
                "--innodb-buffer-pool-load-at-startup=0",
                "--character-set-server=utf8mb4",
                "--max-connections=300"));
        if (Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))) {
            command.add("--user=root");
        }
        command.addAll(options);
        command.addAll(List.of(more));
        return command;
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(10);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IOException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IOException("interrupted while waiting for mariadbd", e);
    }
}
