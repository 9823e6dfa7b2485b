package dev.featurestore.domain.access;

import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.Failure;
import dev.featurestore.domain.view.FeatureGroup;
import dev.featurestore.domain.view.FeatureStore;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.domain.view.GroupColumns;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether a caller may read: all or nothing. For every feature group that a view reads, one of the caller's projects
 * must cover all the columns that the view takes from it, keys and features; different groups may be covered through
 * different projects. Labels and spines are not read, so nothing is needed for them.
 */
public final class Access {
    private Access() {}

    /**
     * Why the store is closed to the caller; empty if anything in it is open: else not even the names of its views are.
     */
    public static Optional<Failure> denial(Caller caller, FeatureStore store) {
        if (caller instanceof Caller.Member member && !reaches(member, store)) {
            return denied(store.name());
        }
        return Optional.empty();
    }

    /** Why the caller may not read the view, with the first store, table or columns in the way; empty if it may. */
    public static Optional<Failure> denial(Caller caller, FeatureView view) {
        if (caller instanceof Caller.Member member) {
            for (GroupColumns read : view.reads()) {
                if (!covers(member.projects(), read)) {
                    return explain(member, read);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean reaches(Caller.Member member, FeatureStore store) {
        for (ProjectGrants project : member.projects()) {
            if (project.reachStore(store.id())) {
                return true;
            }
        }
        return false;
    }

    private static boolean covers(List<ProjectGrants> projects, GroupColumns read) {
        FeatureGroup group = read.group();
        for (ProjectGrants project : projects) {
            if (project.coverGroup(group.store().id(), group.id())
                    || project.columnsOf(group.id()).containsAll(read.columns())) {
                return true;
            }
        }
        return false;
    }

    private static Optional<Failure> explain(Caller.Member member, GroupColumns read) {
        FeatureGroup group = read.group();
        String store = group.store().name();
        if (!reaches(member, group.store())) {
            return denied(store);
        }
        String table = store + "/" + group.table();
        return member.projects().stream()
                .map(project -> project.columnsOf(group.id()))
                .filter(granted -> !granted.isEmpty())
                .map(granted -> missing(granted, read))
                .min(Comparator.comparingInt(Set::size))
                .map(columns -> denied("columns " + columns + " of " + table))
                .orElseGet(() -> denied(table));
    }

    private static Set<String> missing(Set<String> granted, GroupColumns read) {
        Set<String> missing = new TreeSet<>(read.columns());
        missing.removeAll(granted);
        return missing;
    }

    private static Optional<Failure> denied(String what) {
        return Optional.of(new Failure(ErrorCode.ACCESS_DENIED, "API key not authorized to access " + what));
    }
}
