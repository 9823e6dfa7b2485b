package dev.featurestore.rondb.metadata;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;

/** {@code information_schema} as standard SQL has it, with types in H2's words. */
public final class StandardDictionary implements TableDictionary {
    private static final int MAX_LENGTH = 65_535;
    private static final String COLUMNS = "SELECT c.table_schema, c.table_name, c.column_name, c.data_type,"
            + " c.character_maximum_length AS length, c.numeric_precision AS digits, c.numeric_scale AS scale,"
            + " c.datetime_precision AS fraction, k.ordinal_position AS key_position"
            + " FROM information_schema.columns c LEFT JOIN (information_schema.key_column_usage k"
            + " JOIN information_schema.table_constraints t ON t.constraint_schema = k.constraint_schema"
            + " AND t.constraint_name = k.constraint_name AND t.constraint_type = 'PRIMARY KEY')"
            + " ON k.table_schema = c.table_schema AND k.table_name = c.table_name"
            + " AND k.column_name = c.column_name"
            + " WHERE c.table_schema IN (<databases>) AND c.table_name IN (<tables>)";

    @Override
    public List<Column> columns(Handle handle, Collection<TableName> tables) {
        return handle.createQuery(COLUMNS)
                .bindList(
                        "databases",
                        tables.stream().map(TableName::database).distinct().toList())
                .bindList(
                        "tables",
                        tables.stream().map(TableName::table).distinct().toList())
                .map((row, context) -> new Column(
                        row.getString("table_schema"),
                        row.getString("table_name"),
                        row.getString("column_name"),
                        type(row),
                        row.getInt("key_position")))
                .list();
    }

    @Override
    public List<Column> outline(Handle handle, Collection<TableName> tables) {
        return columns(handle, tables);
    }

    private static String type(ResultSet row) throws SQLException {
        String type = row.getString("data_type").toUpperCase(Locale.ROOT);
        return switch (type) {
            case "CHARACTER VARYING" ->
                row.getLong("length") > MAX_LENGTH ? "text" : "varchar(" + row.getLong("length") + ")";
            case "CHARACTER" -> "char(" + row.getLong("length") + ")";
            case "CHARACTER LARGE OBJECT" -> "text";
            case "BINARY VARYING" -> "varbinary(" + row.getLong("length") + ")";
            case "BINARY LARGE OBJECT" -> "blob";
            case "NUMERIC", "DECIMAL" -> decimal(row.getInt("digits"), row.getInt("scale"));
            case "DOUBLE PRECISION" -> "double";
            case "REAL" -> "float";
            case "TIME", "TIMESTAMP" -> type + "(" + fraction(row.getInt("fraction")) + ")";
            default -> type;
        };
    }

    /** 20 digits are what the engine makes of {@code bigint unsigned}. */
    private static String decimal(int digits, int scale) {
        return digits == 20 && scale == 0 ? "bigint unsigned" : "decimal(" + digits + "," + scale + ")";
    }

    /** H2 keeps six digits where none are asked for, MySQL keeps none. */
    private static int fraction(int digits) {
        return digits == 6 ? 0 : digits;
    }
}
