package dev.featurestore.domain.view;

import dev.featurestore.domain.value.ColumnType;
import dev.featurestore.domain.value.OfflineType;

/**
 * A column that is read from the row of a looked-up feature group.
 *
 * @param name the column's name
 * @param type what the online table holds
 * @param offlineType what the view says; complex types are decoded by it
 */
public record ValueColumn(String name, ColumnType type, OfflineType offlineType) {}
