package dev.featurestore.rondb.rows;

import com.mysql.cj.jdbc.ServerPreparedStatement;
import dev.featurestore.application.port.Deadline;
import dev.featurestore.application.port.OutdatedFeatureView;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.rondb.cluster.ReadDeadline;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The statements of one read of a view, one after the other on one connection, within one deadline. Not thread-safe.
 */
final class Session {
    private final FeatureView view;
    private final Connection connection;
    private final ReadDeadline deadline;
    private final StatementCounts counts;
    private final Set<LookupTable> verified = new HashSet<>();
    private boolean begun;

    Session(FeatureView view, Connection connection, ReadDeadline deadline, StatementCounts counts) {
        this.view = view;
        this.connection = connection;
        this.deadline = deadline;
        this.counts = counts;
    }

    /** Sets the values of a statement. */
    @FunctionalInterface
    interface Binding {
        void bind(PreparedStatement statement) throws SQLException;
    }

    /** Reads a result. */
    @FunctionalInterface
    interface Reading<T> {
        T read(ResultRow rows) throws SQLException;
    }

    /**
     * Reads rows.
     *
     * @throws OutdatedFeatureView if a column has another type than the statement was made for
     */
    <T> T query(StatementShape shape, Select select, Binding binding, Reading<T> reading) throws SQLException {
        bound();
        try (PreparedStatement statement = connection.prepareStatement(select.sql())) {
            if (select.differsInText() && !statement.isWrapperFor(ServerPreparedStatement.class)) {
                try (PreparedStatement text = connection.prepareStatement(select.textSql())) {
                    return query(shape, text, select.textTypes(), binding, reading);
                }
            }
            return query(shape, statement, select.types(), binding, reading);
        }
    }

    private <T> T query(
            StatementShape shape, PreparedStatement statement, ResultTypes types, Binding binding, Reading<T> reading)
            throws SQLException {
        binding.bind(statement);
        // Preparing it may have taken some of the time.
        deadline.bound(connection);
        counts.count(shape);
        try (ResultSet rows = execute(shape, statement)) {
            return decode(ResultRow.of(rows), types, reading);
        } catch (OutdatedFeatureView outdated) {
            // It would be used again once the columns have the view's types again, and decode by those it was prepared
            // with.
            statement.setPoolable(false);
            throw outdated;
        }
    }

    private ResultSet execute(StatementShape shape, PreparedStatement statement) throws SQLException {
        Deadline.Observer observer = deadline.observer();
        if (!observer.wantsStatements()) {
            return statement.executeQuery();
        }
        long begin = System.nanoTime();
        try {
            return statement.executeQuery();
        } finally {
            observer.executed(shape.label(), begin, System.nanoTime());
        }
    }

    /** All rows are in memory by now: whatever fails here is about their values, and not about the client's. */
    private <T> T decode(ResultRow rows, ResultTypes types, Reading<T> reading) throws SQLException {
        Optional<String> difference = rows.difference(types);
        if (difference.isPresent()) {
            throw new OutdatedFeatureView(view, difference.get());
        }
        try {
            return reading.read(rows);
        } catch (SQLException undecodable) {
            throw new SQLException("a value of the result cannot be decoded", undecodable);
        }
    }

    /**
     * To be called when the database refuses the value of a key, before the client is blamed: a column whose type has
     * changed refuses values that were good for the old one. Asks once a session.
     *
     * @throws OutdatedFeatureView if a key column has another type than the view was compiled for
     */
    void verifyKey(LookupTable group) throws SQLException {
        if (!verified.add(group)) {
            return;
        }
        bound();
        try (Statement statement = connection.createStatement();
                ResultSet none = statement.executeQuery(group.keyTypesSql())) {
            Optional<String> difference = ResultRow.of(none).difference(group.keyTypes());
            if (difference.isPresent()) {
                throw new OutdatedFeatureView(view, difference.get());
            }
        }
    }

    /** The time of the first statement was set when the connection was lent. */
    private void bound() throws SQLException {
        if (begun) {
            deadline.bound(connection);
        }
        begun = true;
    }
}
