package dev.featurestore.rondb.metadata;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.value.ColumnType;
import dev.featurestore.rondb.cluster.Cluster;
import dev.featurestore.rondb.metadata.GroupTables.GroupRow;
import dev.featurestore.rondb.metadata.TableDictionary.Column;
import dev.featurestore.rondb.metadata.TableDictionary.TableName;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The online tables of feature groups, in the cluster that holds the data, which may be another than the metadata's. */
final class OnlineTables {
    private final Cluster data;
    private final TableDictionary dictionary;

    OnlineTables(Cluster data, TableDictionary dictionary) {
        this.data = data;
        this.dictionary = dictionary;
    }

    /**
     * The tables of these groups by group id, in one statement; a group that is not kept online has none and is left
     * out.
     */
    Map<Integer, OnlineTable> of(Collection<GroupRow> groups, String what) {
        if (groups.isEmpty()) {
            return Map.of();
        }
        Map<TableName, List<Column>> columns = columns(groups, what);
        Map<Integer, OnlineTable> tables = new HashMap<>();
        for (GroupRow group : groups) {
            @Nullable List<Column> found = columns.get(nameOf(group));
            if (found != null) {
                tables.put(group.id(), table(found));
            }
        }
        return tables;
    }

    private Map<TableName, List<Column>> columns(Collection<GroupRow> groups, String what) {
        Set<TableName> tables = groups.stream().map(OnlineTables::nameOf).collect(Collectors.toSet());
        return data
                .readWithJdbi(ErrorCode.FEATURE_GROUP_UNREADABLE, what, handle -> dictionary.columns(handle, tables))
                .stream()
                .collect(groupingBy(
                        column -> new TableName(column.database().toLowerCase(Locale.ROOT), column.table())));
    }

    private static OnlineTable table(List<Column> columns) {
        Map<String, ColumnType> types =
                columns.stream().collect(toMap(Column::name, column -> ColumnType.parse(column.type())));
        List<String> key = columns.stream()
                .filter(column -> column.keyPosition() > 0)
                .sorted(Comparator.comparingInt(Column::keyPosition))
                .map(Column::name)
                .toList();
        return new OnlineTable(types, key);
    }

    private static TableName nameOf(GroupRow group) {
        return new TableName(group.store().name(), group.table());
    }
}
