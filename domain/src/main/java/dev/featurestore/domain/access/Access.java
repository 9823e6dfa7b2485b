package dev.featurestore.domain.access;

import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.Failure;
import dev.featurestore.domain.view.FeatureGroup;
import dev.featurestore.domain.view.FeatureStore;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.domain.view.KeyColumn;
import dev.featurestore.domain.view.Lookup;
import dev.featurestore.domain.view.ValueColumn;
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

    /** Whether anything in the store is open to the caller: else not even the names of its views are. */
    public static Optional<Failure> toStore(Caller caller, FeatureStore store) {
        if (caller instanceof Caller.Member member && !reaches(member, store)) {
            return denied(store.name());
        }
        return Optional.empty();
    }

    /** Whether the caller may read the view; else a failure that names the first store, table or columns in the way. */
    public static Optional<Failure> toView(Caller caller, FeatureView view) {
        if (caller instanceof Caller.Member member) {
            for (Lookup lookup : view.lookups()) {
                if (!lookup.group().spine() && !covers(member.projects(), lookup)) {
                    return explain(member, lookup);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean reaches(Caller.Member member, FeatureStore store) {
        return member.projects().stream().anyMatch(project -> project.reachStore(store.id()));
    }

    private static boolean covers(List<ProjectGrants> projects, Lookup lookup) {
        FeatureGroup group = lookup.group();
        for (ProjectGrants project : projects) {
            if (project.coverGroup(group.store().id(), group.id()) || covers(project.columnsOf(group.id()), lookup)) {
                return true;
            }
        }
        return false;
    }

    private static boolean covers(Set<String> granted, Lookup lookup) {
        if (granted.isEmpty()) {
            return false;
        }
        for (KeyColumn column : lookup.key()) {
            if (!granted.contains(column.name())) {
                return false;
            }
        }
        for (ValueColumn column : lookup.columns()) {
            if (!granted.contains(column.name())) {
                return false;
            }
        }
        return true;
    }

    private static Set<String> missing(Set<String> granted, Lookup lookup) {
        Set<String> missing = new TreeSet<>();
        for (KeyColumn column : lookup.key()) {
            missing.add(column.name());
        }
        for (ValueColumn column : lookup.columns()) {
            missing.add(column.name());
        }
        missing.removeAll(granted);
        return missing;
    }

    private static Optional<Failure> explain(Caller.Member member, Lookup lookup) {
        FeatureGroup group = lookup.group();
        String store = group.store().name();
        if (!reaches(member, group.store())) {
            return denied(store);
        }
        String table = store + "/" + group.table();
        return member.projects().stream()
                .map(project -> project.columnsOf(group.id()))
                .filter(granted -> !granted.isEmpty())
                .map(granted -> missing(granted, lookup))
                .min((one, other) -> Integer.compare(one.size(), other.size()))
                .map(columns -> denied("columns " + columns + " of " + table))
                .orElseGet(() -> denied(table));
    }

    private static Optional<Failure> denied(String what) {
        return Optional.of(new Failure(ErrorCode.ACCESS_DENIED, "API key not authorized to access " + what));
    }
}
