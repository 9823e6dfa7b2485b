package dev.featurestore.domain.access;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything that one project gives to one of its members. What a member with restricted access gets through a project
 * is a list of grants like any other, only shorter. Immutable and thread-safe.
 */
public final class ProjectGrants {
    private final Set<Integer> reachableStores = new HashSet<>();
    private final Set<Integer> wholeStores = new HashSet<>();
    private final Set<Integer> wholeGroups = new HashSet<>();
    private final Map<Integer, Set<String>> columns = new HashMap<>();

    private ProjectGrants(List<Grant> grants) {
        for (Grant grant : grants) {
            if (grant instanceof Grant.WholeStore store) {
                wholeStores.add(store.storeId());
            } else if (grant instanceof Grant.WholeGroup group) {
                wholeGroups.add(group.groupId());
            } else if (grant instanceof Grant.Columns some) {
                if (some.columns().isEmpty()) {
                    continue; // gives nothing, so it does not open the store either
                }
                columns.computeIfAbsent(some.groupId(), id -> new HashSet<>()).addAll(some.columns());
            }
            reachableStores.add(grant.storeId());
        }
    }

    /** The sum of these grants. */
    public static ProjectGrants of(List<Grant> grants) {
        return new ProjectGrants(grants);
    }

    /** Whether they give anything at all in that store. */
    boolean reachStore(int storeId) {
        return reachableStores.contains(storeId);
    }

    /** Whether they give all columns of the group. */
    boolean coverGroup(int storeId, int groupId) {
        return wholeStores.contains(storeId) || wholeGroups.contains(groupId);
    }

    /** The columns of the group that they give one by one; empty if none. */
    Set<String> columnsOf(int groupId) {
        return columns.getOrDefault(groupId, Set.of());
    }
}
