package dev.featurestore.bootstrap.benchmark;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.featurestore.rondb.testing.Engine;
import dev.featurestore.rondb.testing.HostPort;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * The same statements over the bare driver and a pool for each MySQL server, used in turn: what there is to be had from
 * the database. Thread-safe.
 */
final class PlainJdbc implements AutoCloseable {
    private final List<HikariDataSource> pools = new ArrayList<>();
    private final AtomicInteger next = new AtomicInteger();
    // Kept from run to run: what a thread allocated is known only while it lives.
    private final ExecutorService workers = Executors.newCachedThreadPool();

    PlainJdbc(Engine engine) {
        for (HostPort server : engine.servers()) {
            pools.add(pool(engine, server));
        }
    }

    private static HikariDataSource pool(Engine engine, HostPort server) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:mysql://" + server + "/?sslMode=DISABLED&useServerPrepStmts=true"
                + "&cachePrepStmts=true&prepStmtCacheSize=512&prepStmtCacheSqlLimit=65536&openTelemetry=DISABLED");
        config.setUsername(engine.user());
        config.setPassword(engine.password());
        config.setMaximumPoolSize(16);
        return new HikariDataSource(config);
    }

    Connection connection() throws SQLException {
        return pools.get(Math.floorMod(next.getAndIncrement(), pools.size())).getConnection();
    }

    /**
     * Threads read random rows of a view's groups for a while, so many at once with these statements in turn, every
     * column as a client would.
     *
     * @return how often a thread did that
     */
    long run(View view, List<Query> queries, int rows, int threads, Duration duration) throws InterruptedException {
        long end = System.nanoTime() + duration.toNanos();
        List<Future<Long>> counts = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Random random = new Random(i);
            counts.add(workers.submit(() -> {
                long count = 0;
                while (System.nanoTime() - end < 0) {
                    if (Double.isNaN(once(queries, keys(view.left(), rows, random)))) {
                        throw new IllegalStateException("no number");
                    }
                    count++;
                }
                return count;
            }));
        }
        long sum = 0;
        for (Future<Long> count : counts) {
            try {
                sum += count.get();
            } catch (ExecutionException failed) {
                throw new IllegalStateException("reading " + view.name(), failed.getCause());
            }
        }
        return sum;
    }

    private static List<List<Object>> keys(Group group, int rows, Random random) {
        return Stream.generate(() -> group.keyOf(1 + random.nextInt(group.rows())))
                .limit(rows)
                .toList();
    }

    private double once(List<Query> queries, List<List<Object>> keys) throws SQLException {
        double sum = 0;
        try (Connection connection = connection()) {
            for (Query query : queries) {
                sum += sum(connection, query, keys);
            }
        }
        return sum;
    }

    private static double sum(Connection connection, Query query, List<List<Object>> keys) throws SQLException {
        List<Column> columns = query.columns();
        double sum = 0;
        try (PreparedStatement statement = connection.prepareStatement(query.sql())) {
            query.bind(statement, keys);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    for (int i = 0; i < columns.size(); i++) {
                        sum += columns.get(i).touch(rows, i + 1);
                    }
                }
            }
        }
        return sum;
    }

    @Override
    public void close() {
        workers.shutdown();
        pools.forEach(HikariDataSource::close);
    }
}
