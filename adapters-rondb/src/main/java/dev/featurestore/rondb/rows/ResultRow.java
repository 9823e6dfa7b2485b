package dev.featurestore.rondb.rows;

import com.mysql.cj.jdbc.result.ResultSetInternalMethods;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a result, one after the other, and the columns of the current one, numbered from 1. Null stands for an
 * SQL NULL. Not thread-safe.
 */
interface ResultRow {

    /** The rows of a result, by the quickest way that its driver has. */
    static ResultRow of(ResultSet rows) throws SQLException {
        return rows.isWrapperFor(ResultSetInternalMethods.class)
                ? new ConnectorRow(rows.unwrap(ResultSetInternalMethods.class))
                : new JdbcRow(rows);
    }

    /** The first column that is not as expected, in words; empty if all are. Costs no statement. */
    Optional<String> difference(ResultTypes expected);

    /** Steps to the next row; false if there is none. */
    boolean next() throws SQLException;

    /** A column of whole numbers that a {@code long} holds; 0 for an SQL NULL, of which {@link #wasNull} tells. */
    long longValue(int column) throws SQLException;

    /** A column of binary floating-point numbers; 0 for an SQL NULL, of which {@link #wasNull} tells. */
    double doubleValue(int column) throws SQLException;

    /** Whether the number that was read last was an SQL NULL. */
    boolean wasNull() throws SQLException;

    /** A column of characters. */
    @Nullable
    String text(int column) throws SQLException;

    /** A column of characters, in UTF-8. */
    byte @Nullable [] utf8(int column) throws SQLException;

    /** A column of bytes. */
    byte @Nullable [] bytes(int column) throws SQLException;

    /** The current row over plain JDBC, for columns of rarer types. */
    ResultSet jdbc();
}
