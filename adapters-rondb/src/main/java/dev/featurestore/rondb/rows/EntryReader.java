package dev.featurestore.rondb.rows;

import dev.featurestore.domain.vector.EntryKeys;
import dev.featurestore.domain.vector.EntryRows;
import dev.featurestore.domain.vector.Key;
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
final class EntryReader {
    /** A database joins 61 tables at most, and its optimizer takes long for joins of many tables. */
    private static final int MAX_JOINED = 32;
    /** Which groups are read is the client's choice: beyond these, joins are made anew each time. */
    private static final int MAX_JOINS_KEPT = 64;

    private final int lookups;
    private final List<GroupQueries> groups;
    private final Map<BitSet, ConstantJoin> joins = new ConcurrentHashMap<>();
    private final Optional<PushedJoin> pushed;

    /**
     * A reader of a view's entries.
     *
     * @param lookups how many look-ups the view has
     * @param groups those that are read, in join order: all but spines
     */
    EntryReader(int lookups, List<GroupQueries> groups, JoinShape shape) {
        this.lookups = lookups;
        this.groups = groups;
        this.pushed = switch (shape) {
            case AUTO -> groups.size() > MAX_JOINED ? Optional.empty() : PushedJoin.of(tables(groups));
            case CONSTANT -> Optional.empty();
        };
    }

    private static List<LookupTable> tables(List<GroupQueries> groups) {
        return groups.stream().map(GroupQueries::table).toList();
    }

    Optional<Select> pushedSelect() {
        return pushed.map(PushedJoin::select);
    }

    EntryRows read(Session session, EntryKeys keys) throws SQLException {
        List<GroupQueries> wanted = new ArrayList<>(groups.size());
        boolean storable = true;
        for (int i = 0; i < groups.size(); i++) {
            GroupQueries group = groups.get(i);
            Optional<Key> key = keys.of(group.position());
            if (key.isPresent()) {
                wanted.add(group);
                storable &= group.table().canBeStored(key.get());
            }
        }
        List<Row> rows;
        try {
            rows = storable ? readJoined(session, keys, wanted) : readEachAlone(session, keys, wanted);
        } catch (SQLException failure) {
            if (!ValueErrors.isAboutValue(failure)) {
                throw failure;
            }
            rows = readEachAlone(session, keys, wanted); // to find the key that is to blame
        }
        return byLookup(wanted, rows);
    }

    /** Each group's row at the place of its look-up. */
    private EntryRows byLookup(List<GroupQueries> wanted, List<Row> rows) {
        Row[] byLookup = new Row[lookups];
        Arrays.fill(byLookup, Row.NOT_READ);
        for (int i = 0; i < rows.size(); i++) {
            byLookup[wanted.get(i).position()] = rows.get(i);
        }
        return new EntryRows(Arrays.asList(byLookup));
    }

    private List<Row> readJoined(Session session, EntryKeys keys, List<GroupQueries> wanted) throws SQLException {
        if (pushed.isEmpty() || !pushed.get().suits(keys)) {
            return readByConstants(session, keys, wanted);
        }
        Optional<List<Row>> rows = pushed.get().read(session, keys);
        if (rows.isPresent()) {
            return rows.get();
        }
        // No row of the first group: the others' may be there all the same.
        List<Row> missing = new ArrayList<>(wanted.size());
        missing.add(Row.MISSING);
        missing.addAll(readByConstants(session, keys, wanted.subList(1, wanted.size())));
        return missing;
    }

    private List<Row> readByConstants(Session session, EntryKeys keys, List<GroupQueries> wanted) throws SQLException {
        if (wanted.size() > MAX_JOINED) {
            List<Row> rows = new ArrayList<>(wanted.size());
            for (int start = 0; start < wanted.size(); start += MAX_JOINED) {
                int end = Math.min(wanted.size(), start + MAX_JOINED);
                rows.addAll(readByConstants(session, keys, wanted.subList(start, end)));
            }
            return rows;
        }
        return wanted.size() < 2
                ? readEachAlone(session, keys, wanted)
                : join(wanted).read(session, keys);
    }

    private static List<Row> readEachAlone(Session session, EntryKeys keys, List<GroupQueries> wanted)
            throws SQLException {
        List<Row> rows = new ArrayList<>(wanted.size());
        for (GroupQueries group : wanted) {
            Key key = keys.of(group.position()).orElseThrow();
            rows.add(group.byKey().read(session, key));
        }
        return rows;
    }

    ConstantJoin join(List<GroupQueries> wanted) {
        BitSet which = new BitSet();
        for (GroupQueries group : wanted) {
            which.set(group.position());
        }
        @Nullable ConstantJoin known = joins.get(which);
        if (known == null) {
            known = new ConstantJoin(tables(wanted));
            if (joins.size() < MAX_JOINS_KEPT) {
                joins.put(which, known);
            }
        }
        return known;
    }
}
