package dev.featurestore.rondb.cluster;

import java.sql.Connection;
import java.util.function.Function;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * JDBI on connections that it does not open itself. One set-up serves all: to make one for each connection,
 * and to parse the statements again, costs more than to run them. Thread-safe.
 */
final class Handles {
    private static final ThreadLocal<Connection> LENT = new ThreadLocal<>();
    private static final Jdbi JDBI = Jdbi.create(new Lender());

    private Handles() {}

    /** Works with a handle on the connection, which stays open. */
    static <T> T on(Connection connection, Function<Handle, T> work) {
        LENT.set(connection);
        try (Handle handle = JDBI.open()) {
            return work.apply(handle);
        } finally {
            LENT.remove();
        }
    }

    private static final class Lender implements ConnectionFactory {
        @Override
        public Connection openConnection() {
            return LENT.get();
        }

        @Override
        public void closeConnection(Connection connection) {
            // Who lent it closes it.
        }
    }
}
