package dev.featurestore.rondb.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

class MariaDbEngineTest {

    private static String text(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    @Test
    void aKilledServerComesBackOnItsPortWithItsRows() throws SQLException {
        try (MariaDbEngine engine = MariaDbEngine.start()) {
            List<HostPort> before = engine.servers();
            try (Connection connection = engine.connect()) {
                engine.createDatabase(connection, "shop");
                MySql.execute(connection, "CREATE TABLE shop.t (a int PRIMARY KEY)");
                MySql.execute(connection, "INSERT INTO shop.t VALUES (36)");

                engine.kill();

                assertThatThrownBy(() -> text(connection, "SELECT 1")).isInstanceOf(SQLException.class);
                assertThatThrownBy(engine::connect).isInstanceOf(SQLException.class);
            }

            engine.restart();

            try (Connection connection = engine.connect()) {
                assertThat(text(connection, "SELECT a FROM shop.t")).isEqualTo("36");
            }
            assertThat(engine.servers()).isEqualTo(before);
        }
    }

    @Test
    void aFrozenServerKeepsConnectionsButDoesNotAnswer() throws SQLException {
        try (MariaDbEngine engine = MariaDbEngine.start();
                Connection connection = engine.connect()) {
            engine.freeze(true);
            connection.setNetworkTimeout(Runnable::run, 300);

            assertThatThrownBy(() -> text(connection, "SELECT 1")).hasRootCauseInstanceOf(SocketTimeoutException.class);

            engine.freeze(false);

            try (Connection another = engine.connect()) {
                assertThat(text(another, "SELECT 1")).isEqualTo("1");
            }
        }
    }

    @Test
    void aServerOfOnesOwnHasItsOwnOptionsAndPort() throws SQLException {
        try (MariaDbEngine engine = MariaDbEngine.start("--default-time-zone=+05:30");
                Connection connection = engine.connect()) {
            assertThat(text(connection, "SELECT @@global.time_zone")).isEqualTo("+05:30");
            assertThat(text(connection, "SELECT @@session.time_zone")).isEqualTo("+00:00");
            assertThat(engine.servers()).isNotEqualTo(MariaDbEngine.shared().servers());
        }
    }

    @Test
    void aWrongPasswordIsRefused() {
        MariaDbEngine engine = MariaDbEngine.shared();

        assertThatThrownBy(() -> DriverManager.getConnection(engine.jdbcUrl(), engine.user(), "wrong"))
                .hasMessageContaining("Access denied");
    }
}
