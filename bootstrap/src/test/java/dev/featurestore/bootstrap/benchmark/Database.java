package dev.featurestore.bootstrap.benchmark;

import dev.featurestore.rondb.testing.Engine;
import dev.featurestore.rondb.testing.HostPort;
import dev.featurestore.rondb.testing.MariaDbEngine;
import dev.featurestore.rondb.testing.NdbEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The database under the server: an NDB cluster if {@code rondb.home} names one, else a MariaDB; and what it has used
 * so far. Not safe for use by several threads.
 */
final class Database implements AutoCloseable {
    private static final String WAITS = "SHOW GLOBAL STATUS LIKE 'Ndb_api_wait_exec_complete_count'";

    private static final String STATEMENTS = "SHOW GLOBAL STATUS LIKE 'Com_stmt_execute'";

    private static final String REFUSED = "SHOW GLOBAL STATUS LIKE 'Connection_errors_max_connections'";

    private final Engine engine;
    private final List<ProcessHandle> dataNodes;
    private final List<Connection> connections = new ArrayList<>();
    private final List<ProcessHandle> servers = new ArrayList<>();

    private Database(Engine engine, List<ProcessHandle> dataNodes) throws SQLException, IOException {
        this.engine = engine;
        this.dataNodes = dataNodes;
        for (HostPort server : engine.servers()) {
            Connection connection = engine.connect(server);
            connections.add(connection);
            String pid = Files.readString(Path.of(asked(connection, "SELECT @@pid_file", 1)));
            servers.add(ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow());
        }
    }

    /**
     * What was used since the database was started. {@code NaN} for what a MariaDB has not.
     *
     * @param serverNanos CPU time of all MySQL servers
     * @param dataNodeNanos CPU time of all data nodes
     * @param waits how often a MySQL server waited until data nodes had executed what it had sent
     * @param statements how many prepared statements were executed
     */
    record Usage(double serverNanos, double dataNodeNanos, double waits, double statements) {}

    /**
     * Starts it, empty.
     *
     * @throws WrongUse if {@code rondb.home} is not a folder with a cluster's programs
     */
    static Database start() throws SQLException, IOException {
        Optional<NdbEngine> cluster = cluster();
        if (cluster.isPresent()) {
            return new Database(cluster.get(), cluster.get().cluster().dataNodes());
        }
        return mariaDb();
    }

    /** Starts a MariaDB, empty. */
    static Database mariaDb() throws SQLException, IOException {
        // Up to nine servers run at once, each with two pools and hundreds of statements on each connection.
        return new Database(
                MariaDbEngine.start(
                        "--innodb-buffer-pool-size=1G",
                        "--innodb-log-file-size=512M",
                        "--max-connections=1000",
                        "--max-prepared-stmt-count=200000"),
                List.of());
    }

    private static Optional<NdbEngine> cluster() {
        try {
            return NdbEngine.find();
        } catch (IllegalArgumentException wrongFolder) {
            throw new WrongUse("-D" + wrongFolder.getMessage());
        }
    }

    Engine engine() {
        return engine;
    }

    /** Whether there are data nodes behind the MySQL servers. */
    boolean isCluster() {
        return !dataNodes.isEmpty();
    }

    /** Kind and version, for people. */
    String description() throws SQLException {
        String kind = isCluster()
                ? "cluster of %d data nodes and %d MySQL servers".formatted(dataNodes.size(), servers.size())
                : engine.name();
        return kind + " " + asked(connections.get(0), "SELECT VERSION()", 1);
    }

    Usage usage() throws SQLException {
        if (!isCluster()) {
            return new Usage(nanos(servers), Double.NaN, Double.NaN, sum(STATEMENTS));
        }
        return new Usage(nanos(servers), nanos(dataNodes), sum(WAITS), sum(STATEMENTS));
    }

    /**
     * Sees that every server got all the connections that it wanted.
     *
     * @throws IllegalStateException if not: then some were measured with fewer than others
     */
    void requireConnectionsForAll() throws SQLException {
        long refused = sum(REFUSED);
        if (refused > 0) {
            throw new IllegalStateException("the database refused " + refused + " connections: too many");
        }
    }

    private long sum(String counter) throws SQLException {
        long sum = 0;
        for (Connection connection : connections) {
            sum += Long.parseLong(asked(connection, counter, 2));
        }
        return sum;
    }

    private static long nanos(List<ProcessHandle> processes) {
        return processes.stream()
                .mapToLong(process -> process.info()
                        .totalCpuDuration()
                        .map(Duration::toNanos)
                        .orElseThrow(() -> new IllegalStateException("a process of the database is gone")))
                .sum();
    }

    private static String asked(Connection connection, String question, int column) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(question)) {
            answer.next();
            return answer.getString(column);
        }
    }

    /** A cluster goes with the JVM. */
    @Override
    public void close() throws SQLException {
        try (engine) {
            for (Connection connection : connections) {
                connection.close();
            }
        }
    }
}
