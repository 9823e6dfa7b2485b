package dev.featurestore.rondb.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import dev.featurestore.application.port.Deadline;
import dev.featurestore.rondb.cluster.ClusterSettings.Timeouts;
import dev.featurestore.rondb.testing.MariaDbEngine;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConnectionPoolTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static ReadDeadline deadline() {
        return deadline(PATIENCE);
    }

    private static ReadDeadline deadline(Duration time) {
        return ReadDeadline.of(new Timeouts(PATIENCE, PATIENCE, PATIENCE, PATIENCE), Deadline.after(time));
    }

    private static ConnectionPool of(int connections) {
        MariaDbEngine engine = MariaDbEngine.shared();
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:mysql://" + engine.servers().get(0) + "/?sslMode=DISABLED");
        config.setUsername(engine.user());
        config.setPassword(engine.password());
        config.setMaximumPoolSize(connections);
        config.setConnectionTestQuery("SELECT 1"); // as all pools do: HikariCP then sets back the network's time-out
        return new ConnectionPool(config);
    }

    private static String take(ConnectionPool pool, List<String> order, String who) throws SQLException {
        try (ConnectionPool.Lease lease = pool.lease(deadline())) {
            order.add(who);
            return lease.connection().getCatalog();
        }
    }

    /** Whoever gives a connection back and asks for one at once is nearly always the quickest. */
    @Test
    void whoHasWaitedForLongIsNotOvertaken() throws Exception {
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try (ConnectionPool pool = of(1)) {
            for (int i = 0; i < 20_000; i++) {
                pool.lease(deadline()).close(); // until that is quick
            }
            for (int i = 0; i < 50; i++) {
                List<String> order = Collections.synchronizedList(new ArrayList<>());
                ConnectionPool.Lease held = pool.lease(deadline());
                Future<String> waiting = threads.submit(() -> take(pool, order, "waited"));
                while (pool.waiting() == 0 && !waiting.isDone()) {
                    Thread.sleep(1);
                }
                Thread.sleep(15);
                assertThatThrownBy(() -> pool.lease(deadline(Duration.ofMillis(3))))
                        .as("one behind it gives up")
                        .isInstanceOf(NoConnection.class);

                held.close();
                take(pool, order, "came later");

                waiting.get();
                assertThat(order).containsExactly("waited", "came later");
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** As it does with those in use when a server comes back and gets a pool without dead connections. */
    @Test
    void connectionThatThePoolHasClosedCanBeGivenBack() throws SQLException {
        try (ConnectionPool pool = of(1)) {
            ConnectionPool.Lease lease = pool.lease(deadline());
            lease.connection().setNetworkTimeout(Runnable::run, 1_000); // to be set back
            lease.evict();

            assertThatCode(lease::close).doesNotThrowAnyException();
            pool.lease(deadline()).close();
        }
    }
}
