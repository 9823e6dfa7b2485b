package dev.featurestore.rondb.rows;

import dev.featurestore.rondb.cluster.Deadline;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The statements of one read, one after the other on one connection, within one deadline. Not thread-safe. */
final class Session {
    private final Connection connection;
    private final Deadline deadline;
    private final StatementCounts counts;
    private boolean begun;

    Session(Connection connection, Deadline deadline, StatementCounts counts) {
        this.connection = connection;
        this.deadline = deadline;
        this.counts = counts;
    }

    /** Sets the values of a statement. */
    @FunctionalInterface
    interface Binding {
        void bind(PreparedStatement statement) throws SQLException;
    }

    /** Takes what it wants from a result. */
    @FunctionalInterface
    interface Reading<T> {
        T read(Cells rows) throws SQLException;
    }

    <T> T query(StatementShape shape, String sql, Binding binding, Reading<T> reading) throws SQLException {
        if (begun) {
            deadline.bound(connection);
        }
        begun = true;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            binding.bind(statement);
            counts.count(shape);
            try (ResultSet rows = statement.executeQuery()) {
                return reading.read(Cells.of(rows));
            }
        }
    }
}
