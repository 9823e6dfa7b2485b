package dev.featurestore.rondb.rows;

import dev.featurestore.domain.vector.EntryKeys;
import dev.featurestore.domain.vector.EntryRows;
import dev.featurestore.domain.vector.Row;
import dev.featurestore.rondb.cluster.ValueErrors;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The rows of one entry, in as few statements as can be. Thread-safe. */
final class OneEntry {
    /** A database joins 61 tables at most, and thinks long about many. */
    private static final int MOST_JOINED = 32;
    /** Which groups are read is the client's choice: beyond these, joins are made anew each time. */
    private static final int MOST_JOINS_KEPT = 64;

    private final int lookups;
    private final List<GroupReader> groups;
    private final Map<Integer, OneGroup> singles = new ConcurrentHashMap<>();
    private final Map<BitSet, ConstantJoin> joins = new ConcurrentHashMap<>();
    private final Optional<PushedJoin> pushed;

    /** @param groups those that are read, in join order: all but spines */
    OneEntry(int lookups, List<GroupReader> groups, JoinShape shape) {
        this.lookups = lookups;
        this.groups = groups;
        groups.forEach(group -> singles.put(group.position(), new OneGroup(group)));
        this.pushed = switch (shape) {
            case AUTO -> groups.size() > MOST_JOINED ? Optional.empty() : PushedJoin.of(groups);
            case CONSTANT -> Optional.empty();
        };
    }

    Optional<Select> pushedSelect() {
        return pushed.map(PushedJoin::select);
    }

    EntryRows read(Session session, EntryKeys keys) throws SQLException {
        Row[] byLookup = new Row[lookups];
        Arrays.fill(byLookup, Row.NOT_READ);
        List<GroupReader> wanted = new ArrayList<>(groups.size());
        for (int i = 0; i < groups.size(); i++) {
            GroupReader group = groups.get(i);
            if (keys.of(group.position()).isPresent()) {
                wanted.add(group);
            }
        }
        try {
            readJoined(session, keys, wanted, byLookup);
        } catch (SQLException failure) {
            if (!ValueErrors.isAboutValue(failure)) {
                throw failure;
            }
            // One by one, to find the key that is to blame.
            for (GroupReader group : wanted) {
                readAlone(session, keys, group, byLookup);
            }
        }
        return new EntryRows(Arrays.asList(byLookup));
    }

    private void readJoined(Session session, EntryKeys keys, List<GroupReader> wanted, Row[] byLookup)
            throws SQLException {
        List<GroupReader> left = wanted;
        if (pushed.isPresent() && pushed.get().suits(keys)) {
            if (pushed.get().read(session, keys, byLookup)) {
                return;
            }
            // No row of the first group: the others' may be there all the same.
            byLookup[wanted.get(0).position()] = Row.MISSING;
            left = wanted.subList(1, wanted.size());
        }
        for (int start = 0; start < left.size(); start += MOST_JOINED) {
            List<GroupReader> part = left.subList(start, Math.min(left.size(), start + MOST_JOINED));
            if (part.size() == 1) {
                readAlone(session, keys, part.get(0), byLookup);
            } else {
                join(part).read(session, keys, byLookup);
            }
        }
    }

    private void readAlone(Session session, EntryKeys keys, GroupReader group, Row[] byLookup) throws SQLException {
        byLookup[group.position()] =
                single(group).read(session, keys.of(group.position()).orElseThrow());
    }

    /** The statement for one row of that group. */
    OneGroup single(GroupReader group) {
        return singles.computeIfAbsent(group.position(), position -> new OneGroup(group));
    }

    ConstantJoin join(List<GroupReader> wanted) {
        BitSet which = new BitSet();
        wanted.forEach(group -> which.set(group.position()));
        @Nullable ConstantJoin known = joins.get(which);
        if (known == null) {
            known = new ConstantJoin(wanted);
            if (joins.size() < MOST_JOINS_KEPT) {
                joins.put(which, known);
            }
        }
        return known;
    }
}
