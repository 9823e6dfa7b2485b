package dev.featurestore.rondb.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.featurestore.application.port.Await;
import dev.featurestore.application.port.Deadline;
import dev.featurestore.application.port.StoreFailure;
import dev.featurestore.domain.ErrorCode;
import dev.featurestore.rondb.cluster.ClusterSettings.Server;
import dev.featurestore.rondb.cluster.ClusterSettings.Timeouts;
import dev.featurestore.rondb.testing.H2Engine;
import dev.featurestore.rondb.testing.HostPort;
import dev.featurestore.rondb.testing.MariaDbEngine;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterTest {
    private static final HostPort SERVER = MariaDbEngine.shared().servers().get(0);
    /** A busy machine must not fail a test that is not about time. */
    private static final Timeouts PATIENT =
            new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(9));

    @AutoClose
    private static Cluster cluster = Cluster.open(ClusterSettings.of(
                    "metadata",
                    List.of(new Server(SERVER.host(), SERVER.port())),
                    MariaDbEngine.shared().user(),
                    Secret.of(MariaDbEngine.shared().password()))
            .withPoolSize(2)
            .withTimeouts(PATIENT));

    private static String read(String sql) {
        return cluster.read(ErrorCode.FEATURE_VIEW_UNREADABLE, "Reading feature view fraud", connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                row.next();
                return row.getString(1);
            }
        });
    }

    /** The cluster itself uses one from time to time, to ask whether the server is there. */
    private static void awaitNoneInUse() {
        Await.until("connections given back", Duration.ofSeconds(10), () -> cluster.activeConnections() == 0);
    }

    @Test
    void sessionsAreInUtc() {
        assertThat(read("SELECT @@session.time_zone")).isEqualTo("+00:00");
    }

    @Test
    void aFailedStatementIsAFailureWithTheGivenCodeThatTellsNothingOfTheDatabase() {
        StoreFailure failure =
                catchThrowableOfType(StoreFailure.class, () -> read("SELECT secret_column FROM nowhere.nothing"));

        assertThat(failure.code()).isEqualTo(ErrorCode.FEATURE_VIEW_UNREADABLE);
        assertThat(failure.retryAfter()).isEmpty();
        assertThat(failure).hasMessage("Reading feature view fraud failed");
    }

    @Test
    void statementsThatFailByTheirOwnFaultOpenNoCircuit() {
        ConnectionCallback<String> badValue = connection -> {
            throw new SQLException("bad value", "22003");
        };

        for (int i = 0; i < 60; i++) {
            assertThatThrownBy(() -> read("SELECT * FROM nowhere.nothing")).isInstanceOf(StoreFailure.class);
            assertThatThrownBy(() -> cluster.read(ErrorCode.STORE_READ_FAILED, "Reading", badValue))
                    .isInstanceOf(StoreFailure.class);
        }

        assertThat(cluster.circuit()).isEqualTo(CircuitState.CLOSED);
        assertThat(read("SELECT 1")).isEqualTo("1");
    }

    @Test
    void aDefectInTheWorkPassesThroughAndLeavesTheConnectionUsable() {
        IntStream.range(0, 20)
                .forEach(i -> assertThatThrownBy(
                                () -> cluster.read(ErrorCode.STORE_READ_FAILED, "Reading", connection -> {
                                    throw new IllegalStateException("defect");
                                }))
                        .isInstanceOf(IllegalStateException.class));

        assertThat(read("SELECT 1")).isEqualTo("1");
        awaitNoneInUse();
        assertThat(cluster.circuit()).isEqualTo(CircuitState.CLOSED);
    }

    @Test
    void jdbiReadsOverTheSameConnections() {
        String answer = cluster.readWithJdbi(
                ErrorCode.STORE_READ_FAILED,
                "Reading",
                Deadline.NONE,
                handle -> handle.createQuery("SELECT :word")
                        .bind("word", "läsa")
                        .mapTo(String.class)
                        .one());
        StoreFailure failure = catchThrowableOfType(
                StoreFailure.class,
                () -> cluster.readWithJdbi(
                        ErrorCode.JOINS_UNREADABLE,
                        "Reading joins",
                        Deadline.NONE,
                        handle -> handle.createQuery("SELECT * FROM nowhere.nothing")
                                .mapTo(String.class)
                                .one()));

        assertThat(answer).isEqualTo("läsa");
        assertThat(failure.code()).isEqualTo(ErrorCode.JOINS_UNREADABLE);
        awaitNoneInUse();
        assertThat(cluster.waitingReads()).isZero();
        assertThat(cluster.idleConnections()).isPositive();
    }

    @Test
    void whatFailsByAnErrorIsDoneAgain() throws InterruptedException {
        CountDownLatch twice = new CountDownLatch(2);
        try (Servers servers = new Servers("store", List.of(), () -> {})) {
            servers.every(Duration.ofMillis(1), () -> {
                twice.countDown();
                throw new StackOverflowError("deep");
            });

            assertThat(twice.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void otherDriversServeTestsToo() {
        H2Engine h2 = H2Engine.shared();
        ClusterSettings settings = ClusterSettings.of(
                        "h2", List.of(new Server("localhost", 0)), h2.user(), Secret.of(h2.password()))
                .withTimeouts(PATIENT);

        try (Cluster other = Cluster.over(settings, List.of(h2.jdbcUrl()))) {
            boolean up = other.health().up();

            assertThat(up).isTrue();
            assertThat(other.name()).isEqualTo("h2");
        }
    }

    @Test
    void theWrongPasswordIsNeverShown() {
        ClusterSettings settings = ClusterSettings.of(
                "online-store",
                List.of(new Server(SERVER.host(), SERVER.port())),
                "intruder",
                Secret.of("hunter2-password"));
        StringWriter trace = new StringWriter();

        try (Cluster refused = Cluster.open(settings)) {
            StoreFailure failure = catchThrowableOfType(
                    StoreFailure.class,
                    () -> refused.read(ErrorCode.STORE_READ_FAILED, "Reading a row", connection -> ""));
            failure.printStackTrace(new PrintWriter(trace));

            assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(failure.getMessage()).doesNotContain("intruder", SERVER.host());
        }

        assertThat(trace.toString()).doesNotContain("hunter2-password");
        assertThat(settings.toString()).doesNotContain("hunter2-password").contains("***");
    }

    @ParameterizedTest
    @CsvSource({
        "08S01, 0, LOST",
        "08003, 0, LOST",
        "70100, 1317, LOST",
        "HY000, 1053, LOST",
        "22003, 1690, VALUE",
        "22007, 1292, VALUE",
        "HY000, 1366, VALUE",
        "HY000, 1267, VALUE",
        "HY000, 3854, VALUE",
        "HY000, 3988, VALUE",
        "42S02, 1146, STATEMENT",
        "42000, 1064, STATEMENT",
        "HY000, 1297, TEMPORARY",
        "HY000, 1205, TEMPORARY",
        "40001, 1213, TEMPORARY",
        "HY000, 1412, TEMPORARY",
        "42000, 1286, CLUSTER_GONE",
        "HY000, 1429, CLUSTER_GONE",
        "HY000, 4031, LOST",
        "HY000, 3024, TIMED_OUT",
        "70100, 1969, TIMED_OUT",
        "HY000, 1296, STORE",
        ", 0, STORE"
    })
    void failuresAreToldApartByStateAndNumber(String state, int number, FailureKind expected) {
        assertThat(FailureTable.kindOf(new SQLException("", state, number))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "157, CLUSTER_GONE",
        "281, CLUSTER_GONE",
        "299, CLUSTER_GONE",
        "4009, CLUSTER_GONE",
        "4035, CLUSTER_GONE",
        "4037, CLUSTER_GONE",
        "4041, CLUSTER_GONE",
        "4008, TEMPORARY",
        "4012, TEMPORARY",
        "4013, TEMPORARY",
        "896, STORE",
        "20001, STORE",
        "827, STORE"
    })
    void failuresOfTheStorageEngineAreToldApartByItsOwnCode(int code, FailureKind expected) {
        SQLException failure = new SQLException("Got error " + code + " 'What it says' from NDBCLUSTER", "HY000", 1296);

        assertThat(FailureTable.kindOf(failure)).isEqualTo(expected);
    }
}
