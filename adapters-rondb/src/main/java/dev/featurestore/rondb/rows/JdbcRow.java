package dev.featurestore.rondb.rows;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of a result of any driver. */
record JdbcRow(ResultSet jdbc) implements ResultRow {

    /** Other drivers read each column by what the result says of it. */
    @Override
    public Optional<String> difference(ResultTypes expected) {
        return Optional.empty();
    }

    @Override
    public boolean next() throws SQLException {
        return jdbc.next();
    }

    @Override
    public long longValue(int column) throws SQLException {
        return jdbc.getLong(column);
    }

    @Override
    public double doubleValue(int column) throws SQLException {
        return jdbc.getDouble(column);
    }

    @Override
    public boolean wasNull() throws SQLException {
        return jdbc.wasNull();
    }

    @Override
    public @Nullable String text(int column) throws SQLException {
        return jdbc.getString(column);
    }

    @Override
    public byte @Nullable [] utf8(int column) throws SQLException {
        @Nullable String text = text(column);
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte @Nullable [] bytes(int column) throws SQLException {
        return jdbc.getBytes(column);
    }
}
