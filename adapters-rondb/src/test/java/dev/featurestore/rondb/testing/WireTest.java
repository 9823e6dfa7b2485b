package dev.featurestore.rondb.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.featurestore.application.port.Await;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WireTest {
    private final Engine engine = MariaDbEngine.shared();
    private final Wire wire = Wire.to(engine.servers().get(0));

    @AfterEach
    void close() {
        wire.close();
    }

    private Connection connect(HostPort server) throws SQLException {
        return connect(server, 10_000);
    }

    private Connection connect(HostPort server, int millis) throws SQLException {
        return MySql.connect(
                "jdbc:mysql://" + server + "/?sslMode=DISABLED&connectTimeout=" + millis + "&socketTimeout=" + millis,
                engine.user(),
                engine.password());
    }

    private void ask(Connection connection) throws SQLException {
        MySql.execute(connection, "SELECT 1");
    }

    @Test
    void aWholeWireIsNotNoticed() throws SQLException {
        try (Connection connection = connect(wire.address())) {
            ask(connection);

            assertThat(wire.connections()).isEqualTo(1);
        }
    }

    @Test
    void aCutWireBreaksConnectionsAndRefusesNewOnesUntilHealed() throws SQLException {
        try (Connection connection = connect(wire.address())) {
            wire.cut();

            assertThatThrownBy(() -> ask(connection)).isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> connect(wire.address())).hasRootCauseInstanceOf(ConnectException.class);
        }

        wire.heal();

        try (Connection connection = connect(wire.address())) {
            ask(connection);
        }
    }

    @Test
    void droppedConnectionsMayBeReplacedAtOnce() throws SQLException {
        try (Connection connection = connect(wire.address())) {
            wire.dropConnections();

            assertThatThrownBy(() -> ask(connection)).isInstanceOf(SQLException.class);
        }
        try (Connection connection = connect(wire.address())) {
            ask(connection);
        }
    }

    @Test
    void aStalledWireLetsNothingThroughUntilHealed() throws SQLException {
        try (Connection connection = connect(wire.address())) {
            wire.stall();
            connection.setNetworkTimeout(Runnable::run, 1_000);

            assertThatThrownBy(() -> ask(connection)).hasRootCauseInstanceOf(SocketTimeoutException.class);
        }

        wire.heal();

        try (Connection connection = connect(wire.address())) {
            ask(connection);
        }
    }

    @Test
    void aSlowWireDelaysBothDirections() throws SQLException {
        try (Connection connection = connect(wire.address())) {
            wire.slowDown(Duration.ofMillis(100));

            long before = System.nanoTime();
            ask(connection);
            Duration taken = Duration.ofNanos(System.nanoTime() - before);

            assertThat(taken).isGreaterThanOrEqualTo(Duration.ofMillis(200));
        }
    }

    @Test
    void aSilentServerTakesConnectionsAndNeverAnswers() {
        try (SilentServer silent = SilentServer.start()) {
            assertThatThrownBy(() -> connect(silent.address(), 1_000))
                    .hasRootCauseInstanceOf(SocketTimeoutException.class);
            Await.until("connection", Duration.ofSeconds(10), () -> silent.connections() == 1);
        }
    }
}
