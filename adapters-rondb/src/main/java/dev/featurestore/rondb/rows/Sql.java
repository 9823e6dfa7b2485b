package dev.featurestore.rondb.rows;

import dev.featurestore.domain.value.ColumnType;
import dev.featurestore.domain.view.KeyColumn;
import dev.featurestore.domain.view.Lookup;
import dev.featurestore.domain.view.ValueColumn;
import java.util.List;

/** The pieces of statements. Identifiers come from metadata only and are quoted; values are always bound. */
final class Sql {
    private Sql() {}

    static String quoted(String identifier) {
        return "`" + identifier.replace("`", "``") + "`";
    }

    static String table(Lookup lookup) {
        return quoted(lookup.group().store().name()) + "."
                + quoted(lookup.group().table());
    }

    static String key(String alias, KeyColumn column) {
        return real(alias + quoted(column.name()), column.type());
    }

    static String value(String alias, ValueColumn column) {
        return real(alias + quoted(column.name()), column.type());
    }

    /**
     * A float is asked for as the double that it is. Wherever the driver falls back to the text protocol, as it does
     * when the server has no room for another prepared statement, the server would else write six digits only.
     */
    private static String real(String column, ColumnType type) {
        return type.base() == ColumnType.Base.FLOAT ? column + " * 1e0" : column;
    }

    /** {@code (a, b)}, or {@code a} alone: what an IN compares. */
    static String keyTuple(String alias, List<KeyColumn> key) {
        List<String> names =
                key.stream().map(column -> alias + quoted(column.name())).toList();
        return tuple(names);
    }

    static String tuple(List<String> parts) {
        return parts.size() == 1 ? parts.get(0) : "(" + String.join(", ", parts) + ")";
    }

    /** {@code a = ? AND b = ?}. */
    static String keyEquals(String alias, List<KeyColumn> key) {
        return String.join(
                " AND ",
                key.stream()
                        .map(column -> alias + quoted(column.name()) + " = ?")
                        .toList());
    }

    /**
     * Ends a statement with a mark of its columns' types: a connection keeps a prepared statement with the types of
     * the day it was prepared, and would read a column wrongly that has become unsigned since.
     */
    static String marked(String statement, List<Lookup> lookups) {
        int mark = 17;
        for (Lookup lookup : lookups) {
            for (KeyColumn column : lookup.key()) {
                mark = 31 * mark + column.type().toString().hashCode();
            }
            for (ValueColumn column : lookup.columns()) {
                mark = 31 * mark + column.type().toString().hashCode();
            }
        }
        return statement + " /* " + Integer.toHexString(mark) + " */";
    }
}
