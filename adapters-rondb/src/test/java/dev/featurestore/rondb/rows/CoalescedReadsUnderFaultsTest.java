package dev.featurestore.rondb.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.application.port.Completed;
import dev.featurestore.application.port.Deadline;
import dev.featurestore.application.port.StoreFailure;
import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.value.Value;
import dev.featurestore.domain.vector.EntryRows;
import dev.featurestore.domain.vector.Row;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.rondb.cluster.Cluster;
import dev.featurestore.rondb.cluster.ClusterSettings;
import dev.featurestore.rondb.cluster.ClusterSettings.Server;
import dev.featurestore.rondb.cluster.ClusterSettings.Timeouts;
import dev.featurestore.rondb.cluster.Secret;
import dev.featurestore.rondb.coalescing.CoalescingSettings;
import dev.featurestore.rondb.testing.HostPort;
import dev.featurestore.rondb.testing.MariaDbEngine;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many clients that never stop asking while the server fails: each gets its own rows or a refusal, in time. */
@Timeout(120)
class CoalescedReadsUnderFaultsTest {
    private static final int CLIENTS = 64;
    private static final int ROWS = 1000;
    /** What a request may take beyond its time: that is the test machine's. */
    private static final Duration SLACK = Duration.ofSeconds(8);

    private final FeatureView view =
            Tables.view(Tables.group(1, "n", List.of("id"), "id", "bigint", "v", "bigint"), "bigint");
    private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    private final AtomicBoolean stop = new AtomicBoolean();
    private final AtomicInteger served = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    private MariaDbEngine engine;
    private Cluster cluster;
    private RonDbOnlineStore store;
    /** For one request, with the time-outs as they are by default. */
    private Duration request = Duration.ofMillis(600);

    @BeforeEach
    void open() throws SQLException {
        engine = MariaDbEngine.start();
        try (Connection admin = engine.connect();
                Statement statement = admin.createStatement()) {
            engine.createDatabase(admin, "rows_test");
            statement.execute("create table rows_test.n_1 (id bigint, v bigint, primary key (id)) engine=innodb");
            statement.execute("insert into rows_test.n_1 select seq, 7 * seq from " + RowsDatabase.numbers(ROWS));
        }
        open(Timeouts.DEFAULT);
    }

    private void open(Timeouts timeouts) {
        HostPort server = engine.servers().get(0);
        cluster = Cluster.open(ClusterSettings.of(
                        "online-store",
                        List.of(new Server(server.host(), server.port())),
                        engine.user(),
                        Secret.of(engine.password()))
                .withTimeouts(timeouts));
        // few at once, so that reads are shared on any machine
        store = new RonDbOnlineStore(cluster, JoinShape.AUTO, new CoalescingSettings(true, 2, 256));
    }

    @AfterEach
    void close() {
        stop.set(true);
        threads.shutdownNow();
        cluster.close();
        engine.close();
    }

    /** Asks until told to stop. */
    private Duration client() {
        Duration longest = Duration.ZERO;
        while (!stop.get()) {
            long id = ThreadLocalRandom.current().nextLong(1, ROWS + 1);
            long start = System.nanoTime();
            ask(id);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            longest = took.compareTo(longest) > 0 ? took : longest;
        }
        return longest;
    }

    private void ask(long id) {
        try {
            List<EntryRows> rows = Completed.get(
                    store.read(view, List.of(Tables.entry(Tables.key(view, 0, id))), Deadline.after(request)));
            assertThat(rows).containsExactly(new EntryRows(List.of(new Row.Found(List.of(new Value.Whole(7 * id))))));
            served.incrementAndGet();
        } catch (StoreFailure failure) {
            assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
            refused.incrementAndGet();
        }
    }

    private void awaitMore(AtomicInteger of, int many) throws InterruptedException {
        int until = of.get() + many;
        while (of.get() < until) {
            Thread.sleep(5);
        }
    }

    private void requireEndIn(List<Future<Duration>> clients, Duration time) throws Exception {
        stop.set(true);
        for (Future<Duration> client : clients) {
            assertThat(client.get()).isLessThan(time);
        }
    }

    private List<Future<Duration>> startClients() {
        List<Future<Duration>> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(threads.submit(this::client));
        }
        return clients;
    }

    @Test
    void aKilledServerRefusesAllInTimeAndServesAllWhenItIsBack() throws Exception {
        List<Future<Duration>> clients = startClients();
        awaitMore(served, 10 * CLIENTS);

        engine.kill();
        awaitMore(refused, 10 * CLIENTS);
        engine.restart();
        awaitMore(served, 10 * CLIENTS);

        requireEndIn(clients, request.plus(SLACK));
        assertThat(store.coalescing().waiting()).isZero();
        assertThat(store.coalescing().reads()).isLessThan(store.coalescing().entries());
    }

    @Test
    void aFrozenServerRefusesAllInTimeAndServesAllWhenItGoesOn() throws Exception {
        List<Future<Duration>> clients = startClients();
        awaitMore(served, 10 * CLIENTS);

        engine.freeze(true);
        awaitMore(refused, 10 * CLIENTS);
        engine.freeze(false);
        awaitMore(served, 10 * CLIENTS);

        requireEndIn(clients, request.plus(SLACK));
        assertThat(store.coalescing().waiting()).isZero();
    }

    /** Whoever has time enough: a busy machine takes long to make as many connections again. */
    @Test
    void killedConnectionsFailNobody() throws Exception {
        store.close();
        cluster.close();
        request = Duration.ofSeconds(20);
        open(new Timeouts(request, request, request, request));
        List<Future<Duration>> clients = startClients();
        awaitMore(served, 10 * CLIENTS);

        for (int i = 0; i < 5; i++) {
            killConnections();
            awaitMore(served, 10 * CLIENTS);
        }

        requireEndIn(clients, request.plus(SLACK));
        assertThat(refused.get()).isZero();
    }

    private void killConnections() throws SQLException {
        try (Connection admin = engine.connect();
                Statement statement = admin.createStatement()) {
            List<Long> ids = new ArrayList<>();
            try (var all = statement.executeQuery(
                    "select id from information_schema.processlist where id <> connection_id() and command <> 'Daemon'"
                            + " and user = '" + engine.user() + "'")) {
                while (all.next()) {
                    ids.add(all.getLong(1));
                }
            }
            for (long id : ids) {
                try {
                    statement.execute("kill " + id);
                } catch (SQLException gone) {
                    assertThat(gone.getErrorCode()).isEqualTo(1094);
                }
            }
        }
    }
}
