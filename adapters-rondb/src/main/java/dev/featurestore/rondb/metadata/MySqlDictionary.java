package dev.featurestore.rondb.metadata;

import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** {@code information_schema} as MySQL has it. */
final class MySqlDictionary implements TableDictionary {
    private static final String COLUMNS = "SELECT c.table_schema, c.table_name, c.column_name, c.column_type,"
            + " s.seq_in_index FROM information_schema.columns c LEFT JOIN information_schema.statistics s"
            + " ON s.table_schema = c.table_schema AND s.table_name = c.table_name"
            + " AND s.column_name = c.column_name AND s.index_name = 'PRIMARY'"
            + " WHERE c.table_schema IN (<databases>) AND c.table_name IN (<tables>)";

    @Override
    public List<Column> columns(Handle handle, Set<String> databases, Set<String> tables) {
        return handle.createQuery(COLUMNS)
                .bindList("databases", List.copyOf(databases))
                .bindList("tables", List.copyOf(tables))
                .map((row, context) -> new Column(
                        row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getInt(5)))
                .list();
    }
}
