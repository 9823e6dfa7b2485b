package dev.featurestore.rondb.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.featurestore.application.port.StoreFailure;
import dev.featurestore.domain.ErrorCode;
import dev.featurestore.rondb.cluster.ClusterSettings.Server;
import dev.featurestore.rondb.testing.Engine;
import dev.featurestore.rondb.testing.Generation;
import dev.featurestore.rondb.testing.HopsworksLoader;
import dev.featurestore.rondb.testing.HostPort;
import dev.featurestore.rondb.testing.LoadedWorld;
import dev.featurestore.rondb.testing.World;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** One table that cannot be read, as while it is altered, is no reason to ask its server for nothing any more. */
@Timeout(60)
@ParameterizedClass(name = "{0}")
@MethodSource("dev.featurestore.rondb.testing.Engines#mySql")
class LockedTableTest {
    /** The one that a probe finds first, where there are data nodes. */
    private static final String FIRST_TABLE = "SELECT table_schema, table_name FROM information_schema.tables"
            + " WHERE engine = 'ndbcluster' AND table_schema NOT IN ('mysql', 'ndbinfo') LIMIT 1";

    private static final long WATCHED_NANOS = 2_500_000_000L;

    @Parameter
    private Engine engine;

    @Test
    void itsServerIsUsedForAllOthers() throws SQLException, InterruptedException {
        HostPort server = engine.servers().get(0);
        ClusterSettings settings = ClusterSettings.of(
                "store",
                List.of(new Server(server.host(), server.port())),
                engine.reader(),
                Secret.of(engine.password()));
        try (LoadedWorld world = HopsworksLoader.load(engine, Generation.V5, World.resource("/small-world.json"));
                Connection admin = DriverManager.getConnection(engine.jdbcUrl(), engine.user(), engine.password());
                Statement locking = admin.createStatement();
                Cluster cluster = Cluster.open(settings)) {
            while (!cluster.health().up()) {
                Thread.sleep(10);
            }
            String table = firstTable(world);
            locking.execute("LOCK TABLES " + table + " WRITE");

            assertThatThrownBy(() -> read(cluster, "SELECT 1 FROM " + table))
                    .isInstanceOfSatisfying(
                            StoreFailure.class,
                            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE));
            for (long end = System.nanoTime() + WATCHED_NANOS; System.nanoTime() < end; Thread.sleep(20)) {
                assertThat(cluster.servers(ServerState.DOWN)).isZero();
            }

            assertThat(cluster.health().up()).isTrue();
            assertThat(read(cluster, "SELECT 1")).isTrue();
            locking.execute("UNLOCK TABLES");
        }
    }

    private String firstTable(LoadedWorld world) throws SQLException {
        try (Connection reader =
                        DriverManager.getConnection(world.engine().jdbcUrl(), engine.reader(), engine.password());
                Statement statement = reader.createStatement();
                ResultSet row = statement.executeQuery(FIRST_TABLE)) {
            return row.next() ? row.getString(1) + ".`" + row.getString(2) + "`" : "hopsworks.feature_store";
        }
    }

    private static boolean read(Cluster cluster, String sql) {
        return cluster.read(ErrorCode.STORE_READ_FAILED, "Reading a row", connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }
}
