package dev.featurestore.rondb.metadata;

import dev.featurestore.domain.value.ColumnType;
import java.util.List;
import java.util.Map;

/** The columns of an online table by name, and those of its primary key in order. */
record OnlineTable(Map<String, ColumnType> columns, List<String> primaryKey) {}
