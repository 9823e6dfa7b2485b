package dev.featurestore.domain.access;

import java.util.Set;

/** One thing that a project gives to its member. */
public sealed interface Grant {
    /** The store that the grant is about. */
    int storeId();

    /** All of a store: the project owns it, or it is shared with the project entirely. */
    record WholeStore(int storeId) implements Grant {}

    /** All of a feature group. */
    record WholeGroup(int storeId, int groupId) implements Grant {}

    /** Some columns of a feature group; if it names none it gives nothing, as if it were not there. */
    record Columns(int storeId, int groupId, Set<String> columns) implements Grant {
        public Columns {
            columns = Set.copyOf(columns);
        }
    }
}
