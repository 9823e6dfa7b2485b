package dev.featurestore.rondb.metadata;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * {@code information_schema} as MySQL has it. Columns and keys are not joined, and tables stand in lists: so MariaDB
 * opens only the tables in question, and not all that there are.
 */
final class MySqlDictionary implements TableDictionary {
    private static final String CHOSEN = " WHERE table_schema IN (<databases>) AND table_name IN (<tables>)";
    private static final String OUTLINE =
            "SELECT table_schema, table_name, column_name, column_type, column_key = 'PRI'"
                    + " FROM information_schema.columns" + CHOSEN;
    private static final String COLUMNS = "SELECT table_schema, table_name, column_name, column_type, 0"
            + " FROM information_schema.columns" + CHOSEN
            + " UNION ALL SELECT table_schema, table_name, column_name, '', seq_in_index"
            + " FROM information_schema.statistics" + CHOSEN + " AND index_name = 'PRIMARY'";

    @Override
    public List<Column> columns(Handle handle, Collection<TableName> tables) {
        return merged(rows(handle, COLUMNS, tables));
    }

    /** Without the table of keys, which takes as long as that of columns. */
    @Override
    public List<Column> outline(Handle handle, Collection<TableName> tables) {
        return rows(handle, OUTLINE, tables);
    }

    private static List<Column> rows(Handle handle, String sql, Collection<TableName> tables) {
        List<String> databases =
                tables.stream().map(TableName::database).distinct().toList();
        List<String> names = tables.stream().map(TableName::table).distinct().toList();
        int length = Math.max(names.size(), databases.size());
        return handle.createQuery(sql)
                .bindList("databases", InLists.padded(databases, length))
                .bindList("tables", InLists.padded(names, length))
                .map((row, context) -> new Column(
                        row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getInt(5)))
                .list();
    }

    /** Gives each column its place in the key, which comes in a row of its own. */
    private static List<Column> merged(List<Column> rows) {
        Map<List<String>, Integer> places = new HashMap<>();
        for (Column row : rows) {
            if (row.keyPosition() > 0) {
                places.put(id(row), row.keyPosition());
            }
        }
        List<Column> columns = new ArrayList<>();
        for (Column row : rows) {
            if (row.keyPosition() == 0) {
                int place = places.getOrDefault(id(row), 0);
                columns.add(new Column(row.database(), row.table(), row.name(), row.type(), place));
            }
        }
        return columns;
    }

    private static List<String> id(Column column) {
        return List.of(column.database(), column.table(), column.name());
    }
}
