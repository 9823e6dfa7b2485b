package dev.featurestore.rondb.rows;

import com.mysql.cj.conf.PropertySet;
import com.mysql.cj.exceptions.CJException;
import com.mysql.cj.jdbc.exceptions.SQLExceptionsMapping;
import com.mysql.cj.jdbc.result.ResultSetInternalMethods;
import com.mysql.cj.protocol.ResultsetRows;
import com.mysql.cj.result.DoubleValueFactory;
import com.mysql.cj.result.LongValueFactory;
import com.mysql.cj.result.Row;
import com.mysql.cj.result.StringValueFactory;
import com.mysql.cj.result.ValueFactory;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a result of MySQL Connector/J, decoded by the driver's own decoders but without its locks: a getter of
 * its result set takes the connection's lock twice, which costs ten times what it takes to decode a number. Nobody else
 * has the connection while a result is read, and a result is all in memory by then.
 */
final class ConnectorRow implements ResultRow {
    private final ResultSetInternalMethods result;
    private final ResultsetRows rows;
    private final Longs longs;
    private final Doubles doubles;
    private final ValueFactory<String> texts;
    private int position = -1;
    private boolean wasNull;
    private @Nullable Row current;

    ConnectorRow(ResultSetInternalMethods result) {
        this.result = result;
        this.rows = result.getRows();
        PropertySet settings = result.getSession().getPropertySet();
        this.longs = new Longs(settings);
        this.doubles = new Doubles(settings);
        this.texts = new StringValueFactory(settings);
    }

    /** Keeps the number that a decoder finds, instead of an object for each. */
    private static final class Longs extends LongValueFactory {
        private static final Long UNUSED = 0L;

        private long number;
        private boolean kept;

        Longs(PropertySet settings) {
            super(settings);
        }

        @Override
        public Long createFromLong(long found) {
            number = found;
            kept = true;
            return UNUSED;
        }

        /** What became of a column: kept, or made an object by the driver, as for rarer types. */
        long value(Long decoded) {
            if (!kept) {
                return decoded;
            }
            kept = false;
            return number;
        }
    }

    /** Keeps the double that a decoder finds, instead of an object for each. */
    private static final class Doubles extends DoubleValueFactory {
        private static final Double UNUSED = 0.0;

        private double number;
        private boolean kept;

        Doubles(PropertySet settings) {
            super(settings);
        }

        @Override
        public Double createFromDouble(double found) {
            number = found;
            kept = true;
            return UNUSED;
        }

        double value(Double decoded) {
            if (!kept) {
                return decoded;
            }
            kept = false;
            return number;
        }
    }

    @Override
    public Optional<String> difference(ResultTypes expected) {
        return expected.difference(result.getColumnDefinition().getFields());
    }

    @Override
    public boolean next() throws SQLException {
        if (!result.next()) {
            return false;
        }
        current = rows.get(++position);
        return true;
    }

    @Override
    public long longValue(int column) throws SQLException {
        @Nullable Long decoded = decoded(column, longs);
        wasNull = decoded == null;
        return decoded == null ? 0 : longs.value(decoded);
    }

    @Override
    public double doubleValue(int column) throws SQLException {
        @Nullable Double decoded = decoded(column, doubles);
        wasNull = decoded == null;
        return decoded == null ? 0 : doubles.value(decoded);
    }

    @Override
    public boolean wasNull() {
        return wasNull;
    }

    @Override
    public @Nullable String text(int column) throws SQLException {
        return decoded(column, texts);
    }

    /** As it came: the pool's connections have all texts sent in UTF-8. */
    @Override
    public byte @Nullable [] utf8(int column) throws SQLException {
        return bytes(column);
    }

    @Override
    public byte @Nullable [] bytes(int column) throws SQLException {
        return row().getBytes(column - 1);
    }

    @Override
    public ResultSet jdbc() {
        return result;
    }

    private <T> @Nullable T decoded(int column, ValueFactory<T> factory) throws SQLException {
        try {
            return row().getValue(column - 1, factory);
        } catch (CJException notOfThatType) {
            throw SQLExceptionsMapping.translateException(notOfThatType);
        }
    }

    private Row row() throws SQLException {
        if (current == null) {
            throw new SQLException("not at a row");
        }
        return current;
    }
}
