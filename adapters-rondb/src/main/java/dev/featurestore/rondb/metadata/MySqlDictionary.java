package dev.featurestore.rondb.metadata;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * {@code information_schema} as MySQL has it. Each table is named with an equals sign, and columns and keys are not
 * joined: only so MariaDB looks up the tables in question, where it would else open every table that there is.
 */
final class MySqlDictionary implements TableDictionary {
    private static final String TABLE = "SELECT table_schema, table_name, column_name, column_type, 0"
            + " FROM information_schema.columns WHERE table_schema = ? AND table_name = ?"
            + " UNION ALL SELECT table_schema, table_name, column_name, '', seq_in_index"
            + " FROM information_schema.statistics WHERE table_schema = ? AND table_name = ?"
            + " AND index_name = 'PRIMARY'";

    @Override
    public List<Column> columns(Handle handle, Collection<TableName> tables) {
        Query query = handle.createQuery(String.join(" UNION ALL ", Collections.nCopies(tables.size(), TABLE)));
        int parameter = 0;
        for (TableName table : tables) {
            for (int part = 0; part < 2; part++) {
                query.bind(parameter++, table.database());
                query.bind(parameter++, table.table());
            }
        }
        return merged(query.map((row, context) -> new Column(
                        row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getInt(5)))
                .list());
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
