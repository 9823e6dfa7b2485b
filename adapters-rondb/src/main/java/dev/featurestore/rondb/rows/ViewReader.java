package dev.featurestore.rondb.rows;

import dev.featurestore.domain.vector.EntryKeys;
import dev.featurestore.domain.vector.EntryRows;
import dev.featurestore.domain.vector.Key;
import dev.featurestore.domain.vector.Row;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.domain.view.Lookup;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A feature view compiled to its statements. Holds no reference to the view, so that it goes when the view goes.
 * Thread-safe.
 */
final class ViewReader {
    private final String task;
    private final int lookups;
    private final List<GroupReader> groups = new ArrayList<>();
    private final List<ManyKeys> manyKeys = new ArrayList<>();
    private final OneEntry oneEntry;

    /** @param schemas the registered schema of each feature group that has one, by the group's number */
    ViewReader(FeatureView view, Map<Integer, String> schemas, JoinShape shape) {
        this.task = "Reading the rows of feature view " + view;
        this.lookups = view.lookups().size();
        Map<Integer, ComplexFeatures> complex = new HashMap<>();
        for (Lookup lookup : view.lookups()) {
            if (!lookup.group().spine()) {
                groups.add(new GroupReader(
                        lookup, complex.computeIfAbsent(lookup.group().id(), id -> complex(schemas, id))));
            }
        }
        this.oneEntry = new OneEntry(lookups, List.copyOf(groups), shape);
        groups.forEach(group -> manyKeys.add(new ManyKeys(group, oneEntry.single(group))));
    }

    private static ComplexFeatures complex(Map<Integer, String> schemas, int group) {
        return Optional.ofNullable(schemas.get(group)).map(ComplexFeatures::of).orElseGet(ComplexFeatures::without);
    }

    /** What it does, for messages. */
    String task() {
        return task;
    }

    OneEntry oneEntry() {
        return oneEntry;
    }

    List<GroupReader> groups() {
        return groups;
    }

    /** The rows of each entry, in order. */
    List<EntryRows> read(Session session, List<EntryKeys> entries) throws SQLException {
        return entries.size() == 1 ? List.of(oneEntry.read(session, entries.get(0))) : readMany(session, entries);
    }

    private List<EntryRows> readMany(Session session, List<EntryKeys> entries) throws SQLException {
        Row[][] rows = new Row[entries.size()][];
        for (int entry = 0; entry < rows.length; entry++) {
            rows[entry] = new Row[lookups];
            Arrays.fill(rows[entry], Row.NOT_READ);
        }
        for (int i = 0; i < groups.size(); i++) {
            readGroup(session, groups.get(i), manyKeys.get(i), entries, rows);
        }
        List<EntryRows> answers = new ArrayList<>(rows.length);
        for (Row[] ofEntry : rows) {
            answers.add(new EntryRows(Arrays.asList(ofEntry)));
        }
        return answers;
    }

    private static void readGroup(
            Session session, GroupReader group, ManyKeys reader, List<EntryKeys> entries, Row[][] rows)
            throws SQLException {
        @Nullable Key[] keys = new Key[rows.length];
        List<Key> given = new ArrayList<>(rows.length);
        for (int entry = 0; entry < rows.length; entry++) {
            Optional<Key> key = entries.get(entry).of(group.position());
            if (key.isPresent()) {
                Key stored = group.stored(key.get());
                keys[entry] = stored;
                given.add(stored);
            }
        }
        if (given.isEmpty()) {
            return;
        }
        Map<Key, Row> found = reader.read(session, given);
        for (int entry = 0; entry < rows.length; entry++) {
            @Nullable Key key = keys[entry];
            if (key != null) {
                rows[entry][group.position()] = found.getOrDefault(key, Row.MISSING);
            }
        }
    }
}
