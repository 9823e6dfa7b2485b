package dev.featurestore.rondb.metadata;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Which of the tables that not every version of Hopsworks has, or has otherwise, are in the metadata database, with
 * their columns. Immutable and thread-safe.
 */
public final class MetadataShape {
    private static final List<String> OPTIONAL = List.of(
            "serving_key",
            "on_demand_feature_group",
            "dataset",
            "dataset_shared_with",
            "shared_feature_store",
            "shared_feature_group",
            "shared_feature",
            "restricted_feature_group_access",
            "restricted_feature_access");

    private final Set<String> tables;
    private final Set<String> columns;

    private MetadataShape(Set<String> columns) {
        this.columns = columns;
        this.tables = columns.stream()
                .map(column -> column.substring(0, column.indexOf('.')))
                .collect(Collectors.toSet());
    }

    /** Reads it, in one statement. */
    static MetadataShape read(Handle handle) {
        return new MetadataShape(handle.createQuery("SELECT table_name, column_name FROM information_schema.columns"
                        + " WHERE table_schema = 'hopsworks' AND table_name IN (<tables>)")
                .bindList("tables", OPTIONAL)
                .map((row, context) -> key(row.getString(1), row.getString(2)))
                .set());
    }

    /** Whether there is that optional table. */
    public boolean hasTable(String table) {
        return tables.contains(table);
    }

    /** Whether there is that optional table, and it has that column. */
    public boolean hasColumn(String table, String column) {
        return columns.contains(key(table, column));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MetadataShape that && columns.equals(that.columns);
    }

    @Override
    public int hashCode() {
        return columns.hashCode();
    }

    private static String key(String table, String column) {
        return (table + "." + column).toLowerCase(Locale.ROOT);
    }
}
