package dev.featurestore.bootstrap.benchmark;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.featurestore.rondb.testing.HostPort;
import dev.featurestore.rondb.testing.MariaDbEngine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;

/** The same statements over the bare driver and a pool: what there is to be had from the database. */
final class PlainJdbc implements AutoCloseable {
    static final String ONE = "SELECT id, " + BenchmarkData.columns("a_1") + " FROM bench.a_1 WHERE id = ?";
    static final String THREE = "SELECT a_1.id, " + BenchmarkData.columns("a_1") + ", " + BenchmarkData.columns("b_1")
            + ", " + BenchmarkData.columns("c_1") + " FROM (SELECT 1) d LEFT JOIN bench.a_1 ON a_1.id = ?"
            + " LEFT JOIN bench.b_1 ON b_1.id = ? LEFT JOIN bench.c_1 ON c_1.id = ?";

    /** A statement for a hundred keys of one group, padded as the server pads it. */
    static String hundredOf(String table) {
        return "SELECT id, " + BenchmarkData.columns(table) + " FROM bench." + table + " WHERE id IN ("
                + String.join(", ", Collections.nCopies(128, "?")) + ")";
    }

    private final HikariDataSource pool;

    PlainJdbc(MariaDbEngine engine) {
        HostPort address = engine.servers().get(0);
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:mysql://" + address + "/?sslMode=DISABLED&useServerPrepStmts=true&cachePrepStmts=true"
                + "&prepStmtCacheSize=512&prepStmtCacheSqlLimit=65536");
        config.setUsername(engine.user());
        config.setPassword(engine.password());
        config.setMaximumPoolSize(16);
        pool = new HikariDataSource(config);
    }

    Connection connection() throws SQLException {
        return pool.getConnection();
    }

    /** Work for one thread: reads one thing and returns something of it, so that nothing is optimised away. */
    interface Read {
        double once(Connection connection, Random random) throws SQLException;
    }

    static double one(Connection connection, Random random) throws SQLException {
        return sum(connection, ONE, 1, 1, random, BenchmarkData.DOUBLES);
    }

    static double three(Connection connection, Random random) throws SQLException {
        return sum(connection, THREE, 3, 1, random, 3 * BenchmarkData.DOUBLES);
    }

    static double hundredOfOne(Connection connection, Random random) throws SQLException {
        return sum(connection, hundredOf("a_1"), 128, 128, random, BenchmarkData.DOUBLES);
    }

    static double hundredOfThree(Connection connection, Random random) throws SQLException {
        double sum = 0;
        for (String group : BenchmarkData.GROUPS) {
            sum += sum(connection, hundredOf(group), 128, 128, random, BenchmarkData.DOUBLES);
        }
        return sum;
    }

    private static double sum(Connection connection, String sql, int parameters, int keys, Random random, int doubles)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int key = 1 + random.nextInt(BenchmarkData.ROWS);
            for (int i = 0; i < parameters; i++) {
                // Of 128 parameters, 100 are keys and the rest repeats the last; of 3, all are the same key.
                statement.setLong(i + 1, keys == 1 ? key : i < 100 ? 1 + random.nextInt(BenchmarkData.ROWS) : key);
            }
            double sum = 0;
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    sum += rows.getLong(1);
                    for (int i = 0; i < doubles; i++) {
                        sum += rows.getDouble(i + 2);
                    }
                }
            }
            return sum;
        }
    }

    /** How often a second so many threads can do that. */
    double rate(Read read, int threads, java.time.Duration duration) throws InterruptedException {
        LongAdder count = new LongAdder();
        long end = System.nanoTime() + duration.toNanos();
        Thread[] workers = new Thread[threads];
        for (int i = 0; i < threads; i++) {
            Random random = new Random(i);
            workers[i] = new Thread(() -> {
                while (System.nanoTime() - end < 0) {
                    try (Connection connection = pool.getConnection()) {
                        if (Double.isNaN(read.once(connection, random))) {
                            throw new IllegalStateException("no number");
                        }
                        count.increment();
                    } catch (SQLException failed) {
                        throw new IllegalStateException(failed);
                    }
                }
            });
            workers[i].start();
        }
        for (Thread worker : workers) {
            worker.join();
        }
        return count.sum() / (duration.toNanos() / 1e9);
    }

    @Override
    public void close() {
        pool.close();
    }
}
