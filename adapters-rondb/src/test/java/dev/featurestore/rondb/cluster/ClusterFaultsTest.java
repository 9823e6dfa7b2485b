package dev.featurestore.rondb.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.featurestore.application.port.Await;
import dev.featurestore.application.port.Deadline;
import dev.featurestore.application.port.StoreFailure;
import dev.featurestore.domain.ErrorCode;
import dev.featurestore.rondb.cluster.ClusterSettings.Server;
import dev.featurestore.rondb.cluster.ClusterSettings.Timeouts;
import dev.featurestore.rondb.testing.HostPort;
import dev.featurestore.rondb.testing.MariaDbEngine;
import dev.featurestore.rondb.testing.SilentServer;
import dev.featurestore.rondb.testing.Wire;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What a cluster does when its servers do not: with the time-outs as they are by default, but longer ones where no read
 * may fail, however busy the machine is.
 */
class ClusterFaultsTest {
    /** What the oldest clients wait for an answer. */
    private static final Duration CLIENT = Duration.ofMillis(600);
    /** Ten times what a read may take: a busy machine is slow, but who waits without an end waits much longer. */
    private static final Duration SOON = Timeouts.DEFAULT.budget().multipliedBy(10);
    /** Less than it takes to wait for a connection in vain. */
    private static final Duration NO_WAIT = Duration.ofMillis(250);

    /** For what comes by itself. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private <T extends AutoCloseable> T closing(T resource) {
        open.add(resource);
        return resource;
    }

    private Wire wire() {
        return closing(Wire.to(MariaDbEngine.shared().servers().get(0)));
    }

    private static ClusterSettings settings(HostPort... servers) {
        MariaDbEngine engine = MariaDbEngine.shared();
        List<Server> hosts = List.of(servers).stream()
                .map(server -> new Server(server.host(), server.port()))
                .toList();
        return ClusterSettings.of("online-store", hosts, engine.user(), Secret.of(engine.password()))
                .withPoolSize(4);
    }

    private Cluster cluster(HostPort... servers) {
        return closing(Cluster.open(settings(servers)));
    }

    /** One that waits so long for each step of a read. */
    private Cluster patientCluster(Duration step, HostPort... servers) {
        return closing(
                Cluster.open(settings(servers).withTimeouts(new Timeouts(step, step, step, step.multipliedBy(4)))));
    }

    private static String select(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static String read(Cluster cluster, String sql) {
        return cluster.read(ErrorCode.STORE_READ_FAILED, "Reading a row", connection -> select(connection, sql));
    }

    private static StoreFailure failure(Cluster cluster, String sql) {
        return catchThrowableOfType(StoreFailure.class, () -> read(cluster, sql));
    }

    private static Duration time(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static boolean answers(Cluster cluster) {
        try {
            return read(cluster, "SELECT 1").equals("1");
        } catch (StoreFailure notYet) {
            return false;
        }
    }

    /** Reads until it succeeds; how long that took. */
    private static Duration recovery(Cluster cluster) {
        return time(() -> {
            long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (!answers(cluster) && System.nanoTime() < end) {
                try {
                    Thread.sleep(20);
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        });
    }

    @Test
    void aReadEndsBeforeItsClientGivesUp() {
        assertThat(Timeouts.DEFAULT.budget()).isLessThan(CLIENT);
    }

    @Test
    void startsWithoutADatabaseAndFindsItWhenItComes() {
        Wire wire = wire();
        wire.cut();
        Cluster cluster = cluster(wire.address());
        List<StoreFailure> failures = new ArrayList<>();

        Duration refused = time(() -> failures.add(failure(cluster, "SELECT 1")));
        boolean healthyBefore = cluster.health().up();
        wire.heal();
        Duration recovered = recovery(cluster);

        assertThat(failures.get(0).code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(failures.get(0).retryAfter()).isPresent();
        assertThat(refused).isLessThan(SOON);
        assertThat(healthyBefore).isFalse();
        assertThat(recovered).isLessThan(Duration.ofSeconds(10));
        Await.until("health", PATIENCE, () -> cluster.health().up());
    }

    @Test
    void aKilledServerIsFoundAgainWhenItIsBack() {
        MariaDbEngine engine = closing(MariaDbEngine.start());
        Cluster cluster = cluster(engine.servers().get(0));
        recovery(cluster);

        engine.kill();
        List<Duration> refusals = IntStream.range(0, 20)
                .mapToObj(i -> time(() -> failure(cluster, "SELECT 1")))
                .toList();
        StoreFailure refusal = failure(cluster, "SELECT 1");
        engine.restart();
        Duration recovered = recovery(cluster);

        assertThat(refusals).allMatch(refused -> refused.compareTo(SOON) < 0);
        assertThat(refusal.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(recovered).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void brokenConnectionsAreReplacedBeforeAnyReadFails() throws Exception {
        Wire wire = wire();
        Cluster cluster = patientCluster(Duration.ofSeconds(5), wire.address());
        recovery(cluster);

        for (int i = 0; i < 5; i++) {
            useAllConnections(cluster);
            wire.dropConnections();
            for (int j = 0; j < 6; j++) {
                assertThat(read(cluster, "SELECT 7")).isEqualTo("7");
            }
        }

        assertThat(cluster.circuit()).isEqualTo(CircuitState.CLOSED);
    }

    /** Uses all four at once, so that the pool has no reason to doubt any. */
    private void useAllConnections(Cluster cluster) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        CyclicBarrier together = new CyclicBarrier(4);
        try {
            List<Future<Integer>> uses = IntStream.range(0, 4)
                    .mapToObj(i ->
                            threads.submit(() -> cluster.read(ErrorCode.STORE_READ_FAILED, "Reading", connection -> {
                                try {
                                    select(connection, "SELECT 1");
                                    return together.await(5, TimeUnit.SECONDS);
                                } catch (InterruptedException | BrokenBarrierException | TimeoutException alone) {
                                    throw new IllegalStateException(alone);
                                }
                            })))
                    .toList();
            for (Future<Integer> use : uses) {
                use.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aReadWithLessTimeThanThePoolWouldWaitGetsTheConnectionThatIsBeingMade() {
        Wire wire = wire();
        wire.slowDown(Duration.ofMillis(20)); // none is made when it asks
        Duration patience = Duration.ofSeconds(20);
        Cluster cluster = closing(Cluster.open(
                settings(wire.address()).withTimeouts(new Timeouts(patience, patience, patience, patience))));
        ReadDeadline sooner = cluster.deadline(Deadline.after(Duration.ofSeconds(15)));

        String row = cluster.read(
                ErrorCode.STORE_READ_FAILED, "Reading a row", sooner, connection -> select(connection, "SELECT 1"));

        assertThat(row).isEqualTo("1");
    }

    @Test
    void aServerThatNeverSpeaksHoldsNobodyUp() throws Exception {
        SilentServer silent = closing(SilentServer.start());
        Cluster cluster = cluster(silent.address());
        ExecutorService threads = Executors.newFixedThreadPool(16);
        closing(threads::shutdownNow);

        List<Future<Duration>> refusals = IntStream.range(0, 16)
                .mapToObj(i -> threads.submit(() -> time(() -> failure(cluster, "SELECT 1"))))
                .toList();

        for (Future<Duration> refusal : refusals) {
            assertThat(refusal.get()).isLessThan(SOON);
        }
        assertThat(time(() -> assertThat(cluster.health().up()).isFalse())).isLessThan(SOON);
    }

    @Test
    void aServerThatFallsSilentHoldsNobodyUpAndIsTakenBack() {
        Wire wire = wire();
        Cluster cluster = cluster(wire.address());
        recovery(cluster);

        wire.stall();
        List<Duration> refusals = IntStream.range(0, 5)
                .mapToObj(i -> time(
                        () -> assertThat(failure(cluster, "SELECT 1").code()).isEqualTo(ErrorCode.UNAVAILABLE)))
                .toList();
        Duration unhealthy = time(() -> assertThat(cluster.health().up()).isFalse());
        wire.heal();
        Duration recovered = recovery(cluster);

        assertThat(refusals).allMatch(refused -> refused.compareTo(SOON) < 0);
        assertThat(unhealthy).isLessThan(SOON);
        assertThat(recovered).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void serversThatAllFallSilentHoldNobodyUp() {
        Wire one = wire();
        Wire other = wire();
        Cluster cluster = cluster(one.address(), other.address());
        recovery(cluster);
        Await.until("connections to both", PATIENCE, () -> cluster.idleConnections() == 8);

        one.stall();
        other.stall();
        List<Duration> refusals = IntStream.range(0, 5)
                .mapToObj(i -> time(
                        () -> assertThat(failure(cluster, "SELECT 1").code()).isEqualTo(ErrorCode.UNAVAILABLE)))
                .toList();

        assertThat(refusals).allMatch(refused -> refused.compareTo(SOON) < 0);
    }

    /** The pool itself would wait for much longer than a read may take. */
    @Test
    void anExhaustedPoolRefusesSoonAndOpensNoCircuit() throws InterruptedException, ExecutionException {
        Timeouts defaults = Timeouts.DEFAULT;
        Cluster cluster =
                closing(Cluster.open(settings(MariaDbEngine.shared().servers().get(0))
                        .withPoolSize(1)
                        .withTimeouts(new Timeouts(
                                defaults.connect(), Duration.ofSeconds(10), defaults.query(), defaults.budget()))));
        recovery(cluster);
        ExecutorService threads = Executors.newSingleThreadExecutor();
        closing(threads::shutdownNow);
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        Future<String> holder =
                threads.submit(() -> cluster.read(ErrorCode.STORE_READ_FAILED, "Holding on", connection -> {
                    busy.countDown();
                    try {
                        done.await();
                    } catch (InterruptedException interrupted) {
                        Thread.currentThread().interrupt();
                    }
                    return "held";
                }));
        busy.await();
        List<StoreFailure> failures = new ArrayList<>();

        Duration refused = time(() -> IntStream.range(0, 12).forEach(i -> failures.add(failure(cluster, "SELECT 1"))))
                .dividedBy(12);
        done.countDown();

        assertThat(failures).allMatch(failure -> failure.code() == ErrorCode.UNAVAILABLE);
        assertThat(refused).isLessThan(SOON);
        assertThat(holder.get()).isEqualTo("held");
        assertThat(cluster.circuit()).isEqualTo(CircuitState.CLOSED);
        assertThat(read(cluster, "SELECT 1")).isEqualTo("1");
    }

    @Test
    void aDeadServerIsLeftOutAndTakenBack() {
        Wire one = wire();
        Wire other = wire();
        Cluster cluster = patientCluster(Duration.ofSeconds(2), one.address(), other.address());
        recovery(cluster);
        Await.until(
                "reads from both servers",
                PATIENCE,
                () -> connectionsUsed(cluster).size() == 2);
        one.cut();
        List<Duration> whileDead = IntStream.range(0, 50)
                .mapToObj(i -> time(() -> read(cluster, "SELECT 1")))
                .sorted()
                .toList();

        Await.until(
                "reads from one server",
                PATIENCE,
                () -> connectionsUsed(cluster).size() == 1);
        one.heal();
        Await.until(
                "reads from both servers",
                PATIENCE,
                () -> connectionsUsed(cluster).size() == 2);

        assertThat(whileDead.get(45)).isLessThan(NO_WAIT);
        assertThat(whileDead.get(49)).isLessThan(SOON);
        assertThat(cluster.circuit()).isEqualTo(CircuitState.CLOSED);
        Await.until("health", PATIENCE, () -> cluster.health().up());
    }

    /** One thread uses one connection to each server, unless the pool replaces it meanwhile. */
    private static Set<String> connectionsUsed(Cluster cluster) {
        return IntStream.range(0, 20)
                .mapToObj(i -> read(cluster, "SELECT connection_id()"))
                .collect(Collectors.toSet());
    }

    @Test
    void aSilentServerBesideAGoodOneFailsNoRead() {
        SilentServer silent = closing(SilentServer.start());
        Cluster cluster = patientCluster(
                Duration.ofSeconds(1),
                silent.address(),
                MariaDbEngine.shared().servers().get(0));

        List<Duration> reads = IntStream.range(0, 50)
                .mapToObj(i -> time(() -> read(cluster, "SELECT 1")))
                .sorted()
                .toList();

        assertThat(reads.get(45)).isLessThan(NO_WAIT);
        assertThat(reads.get(49)).isLessThan(SOON);
    }

    @Test
    void theCircuitOpensRefusesAtOnceAndClosesByItself() {
        Wire wire = wire();
        Cluster cluster = cluster(wire.address());
        recovery(cluster);
        wire.cut();
        for (int i = 0; i < 40 && cluster.circuit() != CircuitState.OPEN; i++) {
            failure(cluster, "SELECT 1");
        }
        CircuitState opened = cluster.circuit();

        Optional<Duration> refused = IntStream.range(0, 5)
                .mapToObj(i -> time(() -> failure(cluster, "SELECT 1")))
                .min(Duration::compareTo);
        wire.heal();
        Duration recovered = recovery(cluster);
        for (int i = 0; i < 5; i++) {
            answers(cluster);
        }

        assertThat(opened).isEqualTo(CircuitState.OPEN);
        assertThat(refused).hasValueSatisfying(fastest -> assertThat(fastest).isLessThan(NO_WAIT));
        assertThat(recovered).isLessThan(Duration.ofSeconds(10));
        assertThat(cluster.circuit()).isEqualTo(CircuitState.CLOSED);
    }

    @Test
    void aReadOfManyStatementsEndsInTimeAsAWhole() {
        Cluster cluster = cluster(MariaDbEngine.shared().servers().get(0));
        recovery(cluster);
        List<StoreFailure> failures = new ArrayList<>();

        Duration refused = time(() -> failures.add(catchThrowableOfType(StoreFailure.class, () -> {
            ReadDeadline deadline = cluster.deadline(Deadline.NONE);
            cluster.read(ErrorCode.STORE_READ_FAILED, "Reading much", deadline, connection -> {
                for (int i = 0; i < 40; i++) {
                    deadline.bound(connection);
                    select(connection, "SELECT sleep(0.2)");
                }
                return "never";
            });
        })));

        assertThat(failures.get(0).code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(refused).isLessThan(SOON);
    }
}
