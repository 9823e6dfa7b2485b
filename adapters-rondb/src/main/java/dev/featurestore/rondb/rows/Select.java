package dev.featurestore.rondb.rows;

import dev.featurestore.domain.value.ColumnType;
import dev.featurestore.domain.value.ColumnType.Base;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A statement that selects columns of feature groups, and what its result must say of them. It has two texts, for the
 * protocol that its result comes in: in the binary one a FLOAT is exact; in the text protocol, which the driver falls
 * back to when the server has no room for another prepared statement, the server writes six digits of it only. There it
 * is asked for as the double that it is, and as itself behind all other columns, which tells its type. Immutable and
 * thread-safe.
 */
final class Select {
    private final String sql;
    private final ResultTypes types;
    private final String textSql;
    private final ResultTypes textTypes;

    /** @param around puts the statement around a list of columns */
    Select(List<Column> columns, UnaryOperator<String> around) {
        String mark = mark(columns);
        this.sql = around.apply(list(columns)) + mark;
        this.types = new ResultTypes(columns.stream().map(Column::type).toList());
        List<Column> floats = columns.stream()
                .filter(column -> column.type().base() == Base.FLOAT)
                .toList();
        if (floats.isEmpty()) {
            this.textSql = sql;
            this.textTypes = types;
        } else {
            List<Column> inText =
                    new ArrayList<>(columns.stream().map(Column::asDouble).toList());
            inText.addAll(floats);
            this.textSql = around.apply(list(inText)) + mark;
            this.textTypes = new ResultTypes(inText.stream().map(Column::type).toList());
        }
    }

    /**
     * One column of the result.
     *
     * @param expression how it is asked for, quoted
     */
    record Column(String expression, ColumnType type) {
        private static final ColumnType DOUBLE = new ColumnType(Base.DOUBLE, false, 0, 0);

        Column asDouble() {
            return type.base() == Base.FLOAT ? new Column(expression + " * 1e0", DOUBLE) : this;
        }
    }

    private static String list(List<Column> columns) {
        return String.join(", ", columns.stream().map(Column::expression).toList());
    }

    /**
     * Ends a statement with a mark of its columns' types: a connection keeps a prepared statement with the flags that
     * its columns had when it was prepared, and the driver reads a column by them that has become unsigned since.
     */
    private static String mark(List<Column> columns) {
        int mark = 17;
        for (Column column : columns) {
            mark = 31 * mark + column.type().toString().hashCode();
        }
        return " /* " + Integer.toHexString(mark) + " */";
    }

    /** The text for the binary protocol. */
    String sql() {
        return sql;
    }

    /** What a result in the binary protocol must say of its columns. */
    ResultTypes types() {
        return types;
    }

    /** Whether the text protocol wants another text. */
    boolean differsInText() {
        return !textSql.equals(sql);
    }

    /** The text for the text protocol. */
    String textSql() {
        return textSql;
    }

    /** What a result in the text protocol must say of its columns. */
    ResultTypes textTypes() {
        return textTypes;
    }
}
