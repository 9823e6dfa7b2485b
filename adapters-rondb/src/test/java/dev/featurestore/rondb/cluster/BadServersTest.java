package dev.featurestore.rondb.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.featurestore.application.port.Deadline;
import dev.featurestore.application.port.StoreFailure;
import dev.featurestore.domain.ErrorCode;
import dev.featurestore.rondb.cluster.ClusterSettings.Server;
import dev.featurestore.rondb.cluster.ClusterSettings.Timeouts;
import dev.featurestore.rondb.testing.HostPort;
import dev.featurestore.rondb.testing.MariaDbEngine;
import dev.featurestore.rondb.testing.Wire;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of reads where one server of several, or all of them, are not as they should be. */
class BadServersTest {
    /** The budget of a read by default is 500 ms; a machine that is busy takes longer. */
    private static final Duration SOON = Duration.ofMillis(900);
    /** A busy machine may be too slow now and then: quick enough in one of these is enough. */
    private static final int ROUNDS = 5;

    @AutoClose
    private final Wire one = wire();

    @AutoClose
    private final Wire other = wire();

    private Cluster cluster = open(Timeouts.DEFAULT, 4, one.address(), other.address());

    private static Wire wire() {
        return Wire.to(MariaDbEngine.shared().servers().get(0));
    }

    @BeforeEach
    void reachBoth() throws InterruptedException {
        awaitConnections();
    }

    private void awaitConnections() throws InterruptedException {
        while (cluster.idleConnections() < 8) {
            Thread.sleep(10);
        }
    }

    private Cluster open(Timeouts timeouts, int poolSize, HostPort... servers) {
        MariaDbEngine engine = MariaDbEngine.shared();
        List<Server> hosts = List.of(servers).stream()
                .map(server -> new Server(server.host(), server.port()))
                .toList();
        return Cluster.open(ClusterSettings.of("online-store", hosts, engine.user(), Secret.of(engine.password()))
                .withPoolSize(poolSize)
                .withTimeouts(timeouts));
    }

    private void reopen(Timeouts timeouts, int poolSize, HostPort... servers) {
        cluster.close();
        cluster = open(timeouts, poolSize, servers);
    }

    @AfterEach
    void close() {
        one.heal(); // or connections that are being made keep the pool from closing
        other.heal();
        cluster.close();
    }

    private String select(String sql) {
        return cluster.read(ErrorCode.STORE_READ_FAILED, "Reading a row", connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
                return Objects.requireNonNull(connection.getMetaData().getURL());
            }
        });
    }

    /** How many of so many reads, one after the other, fail. */
    private int failures(int reads) {
        int failures = 0;
        for (int i = 0; i < reads; i++) {
            try {
                select("SELECT 1");
            } catch (StoreFailure failure) {
                failures++;
            }
        }
        return failures;
    }

    /** Whether it is so in any round, each of which finds both servers well and no connection used lately. */
    private boolean succeedsOnce(BooleanSupplier round) throws InterruptedException {
        for (int i = 0; i < ROUNDS; i++) {
            Thread.sleep(1_000);
            if (round.getAsBoolean()) {
                return true;
            }
            one.heal();
            other.heal();
            reopen(Timeouts.DEFAULT, 4, one.address(), other.address());
            awaitConnections();
        }
        return false;
    }

    /** The pool believes in a connection that was used half a second ago, so all of them are left alone for longer. */
    @Test
    void aServerThatFallsSilentWhileNobodyAsksFailsNoRead() throws InterruptedException {
        boolean noneFails = succeedsOnce(() -> {
            one.stall();

            long start = System.nanoTime();
            int failures = failures(4);

            return failures == 0 && System.nanoTime() - start < 2_000_000_000;
        });

        assertThat(noneFails).isTrue();
    }

    @Test
    void serversThatAllFallSilentWhileNobodyAsksHoldNobodyUp() throws InterruptedException {
        boolean allAreQuick = succeedsOnce(() -> {
            one.stall();
            other.stall();

            boolean quick = true;
            for (int i = 0; i < 4; i++) {
                long start = System.nanoTime();
                int failures = failures(1);

                assertThat(failures).isOne();
                quick &= System.nanoTime() - start < SOON.toNanos();
            }
            assertThat(cluster.health().up()).isFalse();
            return quick;
        });

        assertThat(allAreQuick).isTrue();
    }

    /** Where a statement may take as long as the whole read, none ever has all the time that it may take. */
    @Test
    void aServerThatFallsSilentIsLeftAloneWhereAStatementMayTakeAsLongAsARead() throws InterruptedException {
        Duration most = Duration.ofMillis(500);
        reopen(new Timeouts(most.dividedBy(2), most.dividedBy(2), most, most), 4, one.address(), other.address());
        awaitConnections();
        failures(8);

        one.stall();

        assertThat(failures(20)).isLessThan(4);
    }

    /**
     * Their statements are cut short, which takes the connections along: the server may be well for whoever has time.
     */
    @Test
    void requestsWithLittleTimeOpenNoCircuit() throws InterruptedException {
        Duration most = Duration.ofSeconds(9);
        reopen(new Timeouts(most, most, most, most), 1, one.address());
        while (cluster.idleConnections() < 1) {
            Thread.sleep(10);
        }
        one.stall();

        for (int i = 0; i < 20; i++) {
            ReadDeadline soon = cluster.deadline(Deadline.after(Duration.ofMillis(50)));
            assertThatThrownBy(() -> cluster.read(ErrorCode.STORE_READ_FAILED, "Reading a row", soon, connection -> {
                        try (Statement statement = connection.createStatement()) {
                            return statement.execute("SELECT 1");
                        }
                    }))
                    .isInstanceOf(StoreFailure.class);
        }

        assertThat(cluster.circuit()).isEqualTo(CircuitState.CLOSED);
    }

    /** A statement that is cut short takes its connection along, just when connections are short. */
    @Test
    void requestsWithHardlyAnyTimeTakeNoConnectionsAlong() throws InterruptedException {
        reopen(Timeouts.DEFAULT, 1, one.address());
        while (cluster.idleConnections() < 1) {
            Thread.sleep(10);
        }
        String before = connection();

        for (int i = 0; i < 20; i++) {
            ReadDeadline soon = cluster.deadline(Deadline.after(Duration.ofMillis(6)));
            assertThatThrownBy(() -> cluster.read(ErrorCode.STORE_READ_FAILED, "Reading a row", soon, connection -> {
                        try (Statement statement = connection.createStatement()) {
                            return statement.execute("SELECT sleep(0.1)");
                        }
                    }))
                    .isInstanceOfSatisfying(
                            StoreFailure.class,
                            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE));
        }

        assertThat(connection()).isEqualTo(before);
    }

    private String connection() {
        return cluster.read(ErrorCode.STORE_READ_FAILED, "Reading a row", connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT connection_id()")) {
                row.next();
                return row.getString(1);
            }
        });
    }

    /** As where a right is missing on one of two servers: half of the reads succeed. */
    @Test
    void aServerThatFailsGetsNoMoreThanItsTurns() {
        String bad = ":" + one.address().port() + "/";
        int failed = 0;
        for (int i = 0; i < 100; i++) {
            try {
                cluster.read(ErrorCode.STORE_READ_FAILED, "Reading a row", connection -> {
                    if (connection.getMetaData().getURL().contains(bad)) {
                        throw new SQLException("no such table", "42S02", 1146);
                    }
                    return "";
                });
            } catch (StoreFailure failure) {
                failed++;
            }
        }

        assertThat(failed).isBetween(45, 55);
    }

    @Test
    void waitingForAConnectionIsNoSlownessOfTheDatabase() throws Exception {
        Duration most = Duration.ofSeconds(9);
        reopen(new Timeouts(most, most, most, most), 1, one.address());
        ExecutorService threads = Executors.newFixedThreadPool(30);
        try {
            Callable<String> slow = () -> select("SELECT sleep(0.05)");
            List<Future<String>> reads = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                reads.add(threads.submit(slow));
            }
            for (Future<String> read : reads) {
                assertThat(read.get()).isNotEmpty();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(cluster.circuit()).isEqualTo(CircuitState.CLOSED);
    }
}
