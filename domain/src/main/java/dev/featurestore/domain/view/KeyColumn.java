package dev.featurestore.domain.view;

import dev.featurestore.domain.value.ColumnType;
import java.util.List;
import java.util.Optional;

/**
 * A primary-key column of a looked-up feature group.
 *
 * @param name the column's name
 * @param type the column's type, to which a value is converted; {@link ColumnType#UNKNOWN} in a spine
 * @param entryNames the names under which an entry may give the value: the first that is present counts
 * @param required whether the entry is expected to name it itself
 * @param joinOn the entry name through which the view's query joins it to another group, if it does
 */
public record KeyColumn(
        String name, ColumnType type, List<String> entryNames, boolean required, Optional<String> joinOn) {
    public KeyColumn {
        entryNames = List.copyOf(entryNames);
    }
}
