package dev.featurestore.rondb.metadata;

import dev.featurestore.domain.value.ColumnType;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The columns of an online table by name, and those of its primary key in order. */
record OnlineTable(Map<String, ColumnType> columns, List<String> primaryKey) {
    /** Whether the other has the same columns, and the same of them in its primary key, in whatever order. */
    boolean isAlike(OnlineTable other) {
        return columns.equals(other.columns) && Set.copyOf(primaryKey).equals(Set.copyOf(other.primaryKey));
    }
}
