package dev.featurestore.rondb.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * A real MariaDB, started as a child process on a free port of 127.0.0.1; gone with this JVM, however that ends.
 * {@link #shared()} is for every test that leaves the server itself alone; one that kills it starts its own.
 */
public final class MariaDbEngine implements Engine {
    private static final String USER = "tester";
    private static final String READER = "reader";
    private static final String PASSWORD = "tester's password";

    private final MariaDbProcess process;
    private final boolean shared;

    private MariaDbEngine(MariaDbProcess process, boolean shared) {
        this.process = process;
        this.shared = shared;
    }

    private static final class Shared {
        private static final MariaDbEngine ENGINE = start(true, List.of());

        private Shared() {}
    }

    /** The one server that the tests of this JVM share; started at the first call. Closing it does nothing. */
    public static MariaDbEngine shared() {
        return Shared.ENGINE;
    }

    /**
     * A server of one's own, to be closed.
     *
     * @param options further options of mariadbd, such as {@code --default-time-zone=+05:30} (offsets only: it has no
     *     named zones) or {@code --max-connections=10}
     */
    public static MariaDbEngine start(String... options) {
        return start(false, List.of(options));
    }

    private static MariaDbEngine start(boolean shared, List<String> options) {
        try {
            Path data = Files.createTempDirectory("mariadb");
            MariaDbProcess process = new MariaDbProcess(MariaDbFiles.unpacked(), data, freePort(), options);
            Runtime.getRuntime().addShutdownHook(new Thread(process::remove));
            process.install(USER, READER, PASSWORD);
            process.start();
            return new MariaDbEngine(process, shared);
        } catch (IOException e) {
            throw new UncheckedIOException("MariaDB does not start", e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Kills the server at once, as a crash would: connections are reset, new ones refused. Commits survive. */
    public void kill() {
        process.kill();
    }

    /** Stops the server process where it stands, or lets it go on: it is connected, but does not answer. */
    public void freeze(boolean frozen) {
        process.freeze(frozen);
    }

    /** Starts a killed server again, with its data, on the same port; returns when it takes connections. */
    public void restart() {
        try {
            process.start();
        } catch (IOException e) {
            throw new UncheckedIOException("MariaDB does not start again", e);
        }
    }

    @Override
    public String name() {
        return "MariaDB";
    }

    @Override
    public String jdbcUrl() {
        return "jdbc:mysql://127.0.0.1:" + process.port() + "/?sslMode=DISABLED";
    }

    @Override
    public String user() {
        return USER;
    }

    @Override
    public String password() {
        return PASSWORD;
    }

    @Override
    public String reader() {
        return READER;
    }

    @Override
    public List<HostPort> servers() {
        return List.of(new HostPort("127.0.0.1", process.port()));
    }

    @Override
    public Connection connect() throws SQLException {
        return MySql.connect(this);
    }

    @Override
    public void createDatabase(Connection connection, String name) throws SQLException {
        dropDatabase(connection, name);
        MySql.createDatabase(connection, name);
    }

    @Override
    public void dropDatabase(Connection connection, String name) throws SQLException {
        MySql.dropDatabase(connection, name);
    }

    /** Kills the server and removes its data, unless it is the shared one. */
    @Override
    public void close() {
        if (!shared) {
            process.remove();
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
