package dev.featurestore.rondb.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** What tests rely on when they kill parts of a cluster. */
class NdbClusterTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Test
    void withoutTheSettingThereIsNoCluster() {
        Properties blank = new Properties();
        blank.setProperty(NdbHome.PROPERTY, " ");

        assertThat(NdbHome.from(new Properties())).isEmpty();
        assertThat(NdbHome.from(blank)).isEmpty();
    }

    @Test
    void aFolderWithoutTheProgramsIsNamedWithWhatItLacks(@TempDir Path folder) {
        Properties properties = new Properties();
        properties.setProperty(NdbHome.PROPERTY, folder.toString());

        assertThatThrownBy(() -> NdbHome.from(properties))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rondb.home is " + folder + ", where there is no bin/ndb_mgmd");
    }

    /** With a table {@code shop.t} of one row. */
    @Nested
    @EnabledIf("dev.featurestore.rondb.testing.NdbEngine#isNamed")
    class Running {
        private NdbEngine engine;
        private NdbCluster cluster;

        @BeforeEach
        void fill() throws SQLException {
            engine = NdbEngine.find().orElseThrow();
            cluster = engine.cluster();
            try (Connection connection = engine.connect()) {
                engine.createDatabase(connection, "shop");
                MySql.execute(connection, "CREATE TABLE shop.t (a int, " + engine.primaryKey("a") + ")");
                MySql.execute(connection, "INSERT INTO shop.t VALUES (36)");
            }
        }

        @AfterEach
        void empty() throws SQLException {
            cluster.startAllDataNodes();
            cluster.startMySqlServer(1);
            cluster.startMySqlServer(2);
            cluster.awaitStarted(PATIENCE);
            try (Connection connection = engine.connect()) {
                engine.dropDatabase(connection, "shop");
            }
        }

        private String read(int server, String sql) throws SQLException {
            String url = NdbCluster.jdbcUrl(cluster.servers().get(server - 1)) + "&socketTimeout=5000";
            try (Connection connection = DriverManager.getConnection(url, engine.reader(), engine.password())) {
                try (Statement statement = connection.createStatement();
                        ResultSet row = statement.executeQuery(sql)) {
                    row.next();
                    return row.getString(1);
                }
            }
        }

        private List<String> readAll() throws SQLException {
            return List.of(read(1, "SELECT a FROM shop.t"), read(2, "SELECT a FROM shop.t"));
        }

        @Test
        void tablesAreOfNdbAndBothServersReadThem() throws SQLException {
            assertThat(readAll()).containsExactly("36", "36");
            assertThat(read(2, "SELECT engine FROM information_schema.tables WHERE table_schema = 'shop'"))
                    .isEqualToIgnoringCase("ndbcluster");
        }

        @Test
        void theReaderMayOnlyRead() {
            assertThatThrownBy(() -> {
                        try (Connection connection =
                                DriverManager.getConnection(engine.jdbcUrl(), engine.reader(), engine.password())) {
                            MySql.execute(connection, "DELETE FROM shop.t");
                        }
                    })
                    .hasMessageContaining("denied");
        }

        @Test
        void withOneDataNodeItServesOn() throws SQLException {
            cluster.killDataNode(1);

            assertThat(cluster.dataNodesStarted()).isFalse();
            assertThat(readAll()).containsExactly("36", "36");

            cluster.startDataNode(1);
            cluster.awaitStarted(PATIENCE);
            cluster.killDataNode(2);

            assertThat(readAll()).containsExactly("36", "36");
        }

        @Test
        void withoutDataNodesItAnswersButReadsNothingUntilTheyAreBackWithTheirRows() throws Exception {
            // Commits reach the disks with the next global checkpoint, every 2 s.
            Thread.sleep(5_000);
            cluster.killAllDataNodes();

            assertThat(read(1, "SELECT 1")).isEqualTo("1");
            assertThatThrownBy(() -> read(1, "SELECT a FROM shop.t")).isInstanceOf(SQLException.class);
            assertThat(cluster.reads(1)).isFalse();

            cluster.startAllDataNodes();
            cluster.awaitStarted(PATIENCE);

            assertThat(readAll()).containsExactly("36", "36");
        }

        @Test
        void aKilledMySqlServerComesBackOnItsPort() throws SQLException {
            cluster.killMySqlServer(2);

            assertThatThrownBy(() -> read(2, "SELECT 1")).isInstanceOf(SQLException.class);
            assertThat(read(1, "SELECT a FROM shop.t")).isEqualTo("36");

            cluster.startMySqlServer(2);
            cluster.awaitStarted(PATIENCE);

            assertThat(readAll()).containsExactly("36", "36");
        }
    }
}
