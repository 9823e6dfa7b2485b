package dev.featurestore.rondb.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/**
 * A real NDB cluster of child processes on free ports of 127.0.0.1: a management server, two data nodes that hold the
 * same data, with checkpoints on disk, and two MySQL servers. Takes about 2.5 GiB of memory; gone with this JVM,
 * however that ends. Data nodes and MySQL servers are counted from 1. Thread-safe.
 */
public final class NdbCluster implements AutoCloseable {
    /** How many data nodes it has. */
    public static final int DATA_NODES = 2;

    /** How many MySQL servers it has. */
    public static final int MYSQL_SERVERS = 2;

    static final String ADMIN = "tester";
    static final String READER = "reader";
    static final String PASSWORD = "tester's password";

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Pattern STARTED = Pattern.compile(": started\\b");

    private final Path folder;
    private final NdbCommands commands;
    private final List<Integer> ports;
    private final NdbProcess management;
    private final List<NdbProcess> dataNodes = new ArrayList<>();
    private final List<NdbProcess> mySqlServers = new ArrayList<>();
    private Process watchdog;

    private NdbCluster(NdbHome home) throws IOException {
        folder = Files.createTempDirectory("ndb");
        Files.createDirectory(folder.resolve("pids"));
        Files.createDirectory(folder.resolve("management"));
        ports = freePorts(1 + MYSQL_SERVERS);
        commands = new NdbCommands(home, folder, ports.get(0));
        management = new NdbProcess("management", folder, commands.managementServer());
        for (int i = 1; i <= DATA_NODES; i++) {
            Files.createDirectory(folder.resolve("data" + i));
            dataNodes.add(new NdbProcess("data" + i, folder, commands.dataNode(i)));
        }
        for (int i = 1; i <= MYSQL_SERVERS; i++) {
            mySqlServers.add(new NdbProcess("mysql" + i, folder, commands.mySqlServer(i, ports.get(i))));
        }
    }

    /** Starts one and waits until it can be used: one to three minutes. */
    static NdbCluster start(NdbHome home) {
        try {
            NdbCluster cluster = new NdbCluster(home);
            Runtime.getRuntime().addShutdownHook(new Thread(cluster::close));
            try {
                cluster.install();
            } catch (IOException | RuntimeException e) {
                cluster.close();
                throw e;
            }
            return cluster;
        } catch (IOException e) {
            throw new UncheckedIOException("the NDB cluster does not start: " + e.getMessage(), e);
        }
    }

    private void install() throws IOException {
        watch();
        Files.writeString(folder.resolve("config.ini"), commands.configuration(DATA_NODES, MYSQL_SERVERS));
        Files.writeString(folder.resolve("init.sql"), accounts());
        management.start();
        startAllDataNodes();
        List<NdbProcess> installations = new ArrayList<>();
        for (int i = 1; i <= MYSQL_SERVERS; i++) {
            NdbProcess installation = new NdbProcess("install" + i, folder, commands.installation(i));
            installation.start();
            installations.add(installation);
        }
        for (NdbProcess installation : installations) {
            await(PATIENCE, "system tables", () -> !installation.isAlive());
            installation.kill();
        }
        for (int i = 1; i <= MYSQL_SERVERS; i++) {
            startMySqlServer(i);
        }
        awaitStarted(PATIENCE);
    }

    private static String accounts() {
        String password = "' IDENTIFIED BY '" + PASSWORD.replace("'", "''") + "';\n";
        return "CREATE USER '" + ADMIN + "'@'%" + password + "GRANT ALL ON *.* TO '" + ADMIN
                + "'@'%' WITH GRANT OPTION;\nCREATE USER '" + READER + "'@'%" + password + "GRANT SELECT ON *.* TO '"
                + READER + "'@'%';\n";
    }

    private static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            List<Integer> free = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                sockets.add(socket);
                free.add(socket.getLocalPort());
            }
            return free;
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }

    /** A shell whose input ends when this JVM is gone, even if that was killed: then it takes all processes along. */
    private void watch() throws IOException {
        watchdog = new ProcessBuilder(
                        "sh",
                        "-c",
                        "read _; cat \"$0\"/pids/* | xargs -r kill -9; sleep 1; rm -rf \"$0\"",
                        folder.toString())
                .start();
    }

    /** Where the MySQL servers listen. */
    public List<HostPort> servers() {
        return ports.subList(1, ports.size()).stream()
                .map(port -> new HostPort("127.0.0.1", port))
                .toList();
    }

    /** The processes of the data nodes, as started last. */
    public List<ProcessHandle> dataNodes() {
        return dataNodes.stream().map(NdbProcess::handle).toList();
    }

    /** Kills a data node at once, as a crash would. */
    public void killDataNode(int i) {
        dataNodes.get(i - 1).kill();
    }

    /** Starts a data node that was killed; does not wait until it is part of the cluster again. */
    public void startDataNode(int i) {
        start(dataNodes.get(i - 1));
    }

    /** Kills all data nodes; what was committed some seconds before is on their disks. */
    public void killAllDataNodes() {
        dataNodes.forEach(NdbProcess::kill);
    }

    /** Starts all data nodes that do not run; does not wait. */
    public void startAllDataNodes() {
        dataNodes.forEach(NdbCluster::start);
    }

    /** Kills a MySQL server at once, as a crash would: connections are reset, new ones refused. */
    public void killMySqlServer(int i) {
        mySqlServers.get(i - 1).kill();
    }

    /** Starts a MySQL server that was killed; does not wait until it reads from the data nodes. */
    public void startMySqlServer(int i) {
        start(mySqlServers.get(i - 1));
    }

    private static void start(NdbProcess process) {
        try {
            process.start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start", e);
        }
    }

    /** Whether the management server counts all data nodes as started. */
    public boolean dataNodesStarted() {
        try {
            Process status = new ProcessBuilder(commands.status())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(status.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return STARTED.matcher(said).results().count() == DATA_NODES;
        } catch (IOException e) {
            throw new UncheckedIOException("ndb_mgm does not start", e);
        }
    }

    /**
     * Whether that MySQL server reads tables of the data nodes, and all agree on what tables there are: before that,
     * definitions of tables fail or wait for each other.
     */
    public boolean reads(int i) {
        try (Connection connection = DriverManager.getConnection(
                        jdbcUrl(servers().get(i - 1)) + "&connectTimeout=1000&socketTimeout=3000", ADMIN, PASSWORD);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT support IN ('YES', 'DEFAULT') AND (SELECT COUNT(*) FROM ndbinfo.nodes) = " + DATA_NODES
                                + " AND (SELECT COUNT(*) >= 0 FROM mysql.ndb_apply_status)"
                                + " AND COALESCE((SELECT variable_value FROM performance_schema.global_status"
                                + " WHERE variable_name = 'Ndb_schema_participant_count'), " + MYSQL_SERVERS + ") = "
                                + MYSQL_SERVERS
                                + " FROM information_schema.engines WHERE engine = 'ndbcluster'")) {
            return row.next() && row.getBoolean(1);
        } catch (SQLException notYet) {
            return false;
        }
    }

    static String jdbcUrl(HostPort server) {
        return "jdbc:mysql://" + server + "/?sslMode=DISABLED&allowPublicKeyRetrieval=true";
    }

    /**
     * Waits until all data nodes are part of the cluster and all MySQL servers read from them.
     *
     * @throws IllegalStateException with the last words of all processes if that takes longer
     */
    public void awaitStarted(Duration patience) {
        await(patience, "started data nodes", this::dataNodesStarted);
        for (int i = 1; i <= MYSQL_SERVERS; i++) {
            int server = i;
            await(patience, "MySQL server " + i + " that reads from the data nodes", () -> reads(server));
        }
    }

    private void await(Duration patience, String what, BooleanSupplier condition) {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("no " + what + " within " + patience + "\n" + lastWords());
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for " + what, e);
            }
        }
    }

    private String lastWords() {
        List<String> words = new ArrayList<>(List.of(management.lastWords()));
        dataNodes.forEach(node -> words.add(node.lastWords()));
        mySqlServers.forEach(server -> words.add(server.lastWords()));
        return String.join("\n", words);
    }

    /** Kills all processes and removes their data. */
    @Override
    public synchronized void close() {
        mySqlServers.forEach(NdbProcess::kill);
        dataNodes.forEach(NdbProcess::kill);
        management.kill();
        if (watchdog != null) {
            watchdog.destroyForcibly();
        }
        MariaDbFiles.delete(folder);
    }
}
