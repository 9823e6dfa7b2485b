package dev.featurestore.domain.vector;

import dev.featurestore.domain.Failure;
import dev.featurestore.domain.value.Value;
import java.util.List;

/** What is to be done for one entry. */
sealed interface PlannedEntry {

    /**
     * Rows are to be looked up, or at least the vector can be assembled without any.
     *
     * @param echoes for each look-up the values of its key columns as the client sent them
     */
    record Resolved(EntryKeys keys, List<List<Value>> echoes, PassedFeatures passed) implements PlannedEntry {}

    /**
     * The entry is at fault.
     *
     * @param byKeyType whether because a value does not fit the type of its key column
     */
    record Refused(Failure failure, boolean byKeyType) implements PlannedEntry {}
}
