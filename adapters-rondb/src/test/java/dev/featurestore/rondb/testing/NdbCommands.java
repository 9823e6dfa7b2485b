package dev.featurestore.rondb.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command lines and the configuration of a small NDB cluster on 127.0.0.1, all of it under one folder. */
final class NdbCommands {
    /** Of the management server; the data nodes are 2 and 3. */
    private static final int MANAGEMENT_NODE = 1;

    private final NdbHome home;
    private final Path folder;
    private final int port;

    /** @param port the management server's */
    NdbCommands(NdbHome home, Path folder, int port) {
        this.home = home;
        this.folder = folder;
        this.port = port;
    }

    /** What the management server tells all others; each MySQL server has a place of its own, and two are to spare. */
    String configuration(int dataNodes, int mySqlServers) {
        List<String> lines = new ArrayList<>(List.of(
                "[ndbd default]",
                "NoOfReplicas=" + dataNodes,
                "DataMemory=400M",
                "AutomaticThreadConfig=0",
                "MaxNoOfExecutionThreads=2",
                "FragmentLogFileSize=16M",
                "NoOfFragmentLogFiles=8",
                "SharedGlobalMemory=64M",
                "MaxNoOfTables=2000",
                "MaxNoOfAttributes=20000",
                "MaxNoOfOrderedIndexes=1000",
                "MaxNoOfUniqueHashIndexes=500",
                // a busy machine must not look like a dead node
                "HeartbeatIntervalDbDb=5000",
                "HeartbeatIntervalDbApi=5000",
                "TransactionDeadlockDetectionTimeout=1200",
                "[ndb_mgmd]",
                "NodeId=" + MANAGEMENT_NODE,
                "HostName=127.0.0.1",
                "PortNumber=" + port,
                "DataDir=" + folder.resolve("management")));
        for (int i = 1; i <= dataNodes; i++) {
            lines.addAll(List.of(
                    "[ndbd]", "NodeId=" + nodeId(i), "HostName=127.0.0.1", "DataDir=" + folder.resolve("data" + i)));
        }
        for (int i = 0; i < mySqlServers + 2; i++) {
            lines.add("[mysqld]");
        }
        return String.join("\n", lines) + "\n";
    }

    private static int nodeId(int dataNode) {
        return MANAGEMENT_NODE + dataNode;
    }

    List<String> managementServer() {
        return List.of(
                home.program("ndb_mgmd"),
                "--config-file=" + folder.resolve("config.ini"),
                "--initial",
                "--configdir=" + folder.resolve("management"),
                "--nodaemon");
    }

    /** Asks the management server how the nodes are. */
    List<String> status() {
        return List.of(home.program("ndb_mgm"), "--ndb-connectstring=127.0.0.1:" + port, "-e", "all status");
    }

    List<String> dataNode(int i) {
        // In the foreground: a process that watches over it would outlive it.
        return List.of(
                home.program("ndbmtd"),
                "--ndb-connectstring=127.0.0.1:" + port,
                "--ndb-nodeid=" + nodeId(i),
                "--foreground");
    }

    /** Writes system tables, with what {@code init.sql} says. */
    List<String> installation(int i) throws IOException {
        List<String> command = mySqlServer(i);
        command.addAll(List.of("--initialize-insecure", "--init-file=" + folder.resolve("init.sql")));
        return command;
    }

    List<String> mySqlServer(int i, int ownPort) throws IOException {
        List<String> command = mySqlServer(i);
        command.addAll(List.of(
                "--ndbcluster",
                "--ndb-connectstring=127.0.0.1:" + port,
                "--default-storage-engine=ndbcluster",
                "--port=" + ownPort,
                "--bind-address=127.0.0.1",
                "--socket=" + folder.resolve("mysql" + i + ".socket"),
                "--pid-file=" + folder.resolve("mysql" + i + ".pid"),
                "--loose-mysqlx=OFF",
                "--skip-name-resolve",
                "--skip-log-bin",
                "--max-connections=500",
                "--performance-schema=OFF",
                "--max-prepared-stmt-count=200000",
                "--default-time-zone=+05:30"));
        return command;
    }

    private List<String> mySqlServer(int i) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                home.program("mysqld"),
                "--no-defaults",
                "--basedir=" + home.folder(),
                "--datadir=" + folder.resolve("mysql" + i),
                "--lc-messages-dir=" + home.share(),
                "--character-sets-dir=" + home.share() + "/charsets",
                "--innodb-buffer-pool-size=64M"));
        if (Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))) {
            command.add("--user=root");
        }
        return command;
    }
}
