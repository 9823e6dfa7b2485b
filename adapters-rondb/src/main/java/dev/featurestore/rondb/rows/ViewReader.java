package dev.featurestore.rondb.rows;

import dev.featurestore.application.port.OutdatedFeatureView;
import dev.featurestore.domain.vector.EntryKeys;
import dev.featurestore.domain.vector.EntryRows;
import dev.featurestore.domain.vector.Key;
import dev.featurestore.domain.vector.Row;
import dev.featurestore.domain.view.FeatureGroup;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.rondb.rows.avro.ComplexFeatures;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A feature view compiled to its statements. Holds no reference to the view, so that both can be garbage-collected when
 * nobody else holds the view. Thread-safe.
 */
final class ViewReader {
    private final String task;
    private final int lookups;
    private final List<GroupQueries> groups;
    private final EntryReader oneEntry;

    ViewReader(FeatureView view, JoinShape shape) {
        this.task = "Reading the rows of feature view " + view;
        this.lookups = view.lookups().size();
        Map<Integer, ComplexFeatures> complex = new HashMap<>();
        this.groups = view.lookups().stream()
                .filter(lookup -> !lookup.group().spine())
                .map(lookup -> new LookupTable(
                        lookup, complex.computeIfAbsent(lookup.group().id(), id -> complex(lookup.group()))))
                .map(GroupQueries::of)
                .toList();
        this.oneEntry = new EntryReader(lookups, groups, shape);
    }

    private static ComplexFeatures complex(FeatureGroup group) {
        return group.avroSchema().map(ComplexFeatures::of).orElseGet(ComplexFeatures::without);
    }

    /** What it does, for messages. */
    String task() {
        return task;
    }

    EntryReader oneEntry() {
        return oneEntry;
    }

    /** The groups that are read, in join order. */
    List<GroupQueries> groups() {
        return groups;
    }

    /** Keys of some rows that one of its groups has. */
    List<Key> someKeys(Session session, int position, int limit) throws SQLException {
        for (GroupQueries group : groups) {
            if (group.position() == position) {
                return new SomeKeysQuery(group.table(), limit).read(session);
            }
        }
        throw new IllegalArgumentException("no rows are read for look-up " + position);
    }

    /**
     * Asks for the types of all key columns.
     *
     * @throws OutdatedFeatureView if one of them has another type than the view was compiled for
     */
    void verifyKeys(Session session) throws SQLException {
        for (GroupQueries group : groups) {
            session.verifyKey(group.table());
        }
    }

    /** The rows of each entry, in order. */
    List<EntryRows> read(Session session, List<EntryKeys> entries) throws SQLException {
        return entries.size() == 1 ? List.of(oneEntry.read(session, entries.get(0))) : readMany(session, entries);
    }

    private List<EntryRows> readMany(Session session, List<EntryKeys> entries) throws SQLException {
        List<RowsByKey> rowsOfGroups = new ArrayList<>(groups.size());
        for (GroupQueries group : groups) {
            rowsOfGroups.add(readGroup(session, group, entries));
        }
        List<EntryRows> answers = new ArrayList<>(entries.size());
        for (EntryKeys entry : entries) {
            answers.add(byLookup(entry, rowsOfGroups));
        }
        return answers;
    }

    private static RowsByKey readGroup(Session session, GroupQueries group, List<EntryKeys> entries)
            throws SQLException {
        List<Key> keys = new ArrayList<>(entries.size());
        for (EntryKeys entry : entries) {
            entry.of(group.position()).ifPresent(keys::add);
        }
        return keys.isEmpty() ? RowsByKey.NONE : group.byKeys().read(session, keys);
    }

    private EntryRows byLookup(EntryKeys entry, List<RowsByKey> rowsOfGroups) {
        Row[] rows = new Row[lookups];
        Arrays.fill(rows, Row.NOT_READ);
        for (int i = 0; i < rowsOfGroups.size(); i++) {
            int position = groups.get(i).position();
            Optional<Key> key = entry.of(position);
            if (key.isPresent()) {
                rows[position] = rowsOfGroups.get(i).of(key.get());
            }
        }
        return new EntryRows(Arrays.asList(rows));
    }
}
