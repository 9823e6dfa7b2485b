package dev.featurestore.rondb.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * A real RonDB or MySQL NDB cluster, started from the binaries in the folder that the system property {@value
 * NdbHome#PROPERTY} names. The tests of a JVM share one; a test that kills parts of it has them started again.
 */
public final class NdbEngine implements Engine {
    private static NdbEngine shared;
    private static RuntimeException failure;

    private final NdbCluster cluster;

    private NdbEngine(NdbCluster cluster) {
        this.cluster = cluster;
    }

    /** Whether a cluster is named. */
    public static boolean isNamed() {
        return NdbHome.from(System.getProperties()).isPresent();
    }

    /**
     * The one that the tests of this JVM share, if one is named; started at the first call. Closing it does nothing.
     *
     * @throws IllegalArgumentException if the folder is not what it should be
     */
    public static synchronized Optional<NdbEngine> find() {
        if (failure != null) {
            throw new IllegalStateException(failure.getMessage(), failure);
        }
        if (shared == null && isNamed()) {
            try {
                shared = new NdbEngine(
                        NdbCluster.start(NdbHome.from(System.getProperties()).orElseThrow()));
            } catch (RuntimeException e) {
                failure = e;
                throw e;
            }
        }
        return Optional.ofNullable(shared);
    }

    /** What can be killed and started again. */
    public NdbCluster cluster() {
        return cluster;
    }

    @Override
    public String name() {
        return "RonDB";
    }

    @Override
    public String jdbcUrl() {
        return NdbCluster.jdbcUrl(cluster.servers().get(0));
    }

    @Override
    public String user() {
        return NdbCluster.ADMIN;
    }

    @Override
    public String password() {
        return NdbCluster.PASSWORD;
    }

    @Override
    public String reader() {
        return NdbCluster.READER;
    }

    @Override
    public List<HostPort> servers() {
        return cluster.servers();
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

    /** As Hopsworks makes them: without the ordered index that there would be besides. */
    @Override
    public String primaryKey(String columns) {
        return "PRIMARY KEY (" + columns + ") USING HASH";
    }

    @Override
    public void close() {
        // It goes with the JVM.
    }

    @Override
    public String toString() {
        return name();
    }
}
