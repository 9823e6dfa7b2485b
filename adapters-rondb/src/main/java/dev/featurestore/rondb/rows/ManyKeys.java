package dev.featurestore.rondb.rows;

import dev.featurestore.domain.vector.Key;
import dev.featurestore.domain.vector.Row;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The rows of many keys of one feature group, in one statement, or a few for very many. What the database returns is
 * matched by exact keys first; where a collation may have found a row for a key in another spelling, the database is
 * asked which. Thread-safe.
 */
final class ManyKeys {
    /** Keys in one statement. */
    static final int MOST = 1024;

    private final GroupReader group;
    private final OneGroup single;
    private final Spellings spellings;
    private final Map<Integer, Select> statements = new ConcurrentHashMap<>();

    ManyKeys(GroupReader group, OneGroup single) {
        this.group = group;
        this.single = single;
        this.spellings = new Spellings(group);
    }

    /** The statement for that many keys: a power of two, so that few statements serve all batches. */
    Select select(int keys) {
        return statements.computeIfAbsent(keys, this::statement);
    }

    private Select statement(int keys) {
        List<String> marks = group.lookup().key().stream().map(column -> "?").toList();
        String from = " FROM " + Sql.table(group.lookup()) + " WHERE "
                + Sql.keyTuple("", group.lookup().key()) + " IN ("
                + String.join(", ", Collections.nCopies(keys, Sql.tuple(marks))) + ")";
        return new Select(group.columns(""), columns -> "SELECT " + columns + from);
    }

    /**
     * Reads rows.
     *
     * @param keys as the table would hold them
     * @return for each key its row; a key without one is missing in the map
     */
    Map<Key, Row> read(Session session, Collection<Key> keys) throws SQLException {
        List<Key> distinct = new ArrayList<>(new LinkedHashSet<>(keys));
        Map<Key, Row> rows = new HashMap<>(2 * distinct.size());
        Map<Key, Row> refused = new HashMap<>();
        for (List<Key> part : Chunks.of(distinct, MOST)) {
            Chunks.halvingOnRefusal(
                    part,
                    some -> read(session, some, rows),
                    (key, failure) -> refused.put(key, OneGroup.refused(session, group, failure)));
        }
        if (group.hasTextKey() && !rows.isEmpty()) {
            readOtherSpellings(session, distinct, rows, refused);
        }
        rows.putAll(refused);
        return rows;
    }

    private void read(Session session, List<Key> keys, Map<Key, Row> rows) throws SQLException {
        int size = Chunks.paddedSize(keys.size());
        session.query(
                StatementShape.MANY_KEYS, select(size), statement -> bind(statement, 1, keys, size, group), result -> {
                    while (result.next()) {
                        rows.put(group.key(result, 1), group.row(result, 1));
                    }
                    return rows;
                });
    }

    /** Binds the keys, and the last one over and over up to that size: a key twice brings its row once. */
    static void bind(PreparedStatement statement, int first, List<Key> keys, int size, GroupReader group)
            throws SQLException {
        int index = first;
        for (int i = 0; i < size; i++) {
            index = group.bind(statement, index, keys.get(Math.min(i, keys.size() - 1)));
        }
    }

    private void readOtherSpellings(Session session, List<Key> keys, Map<Key, Row> rows, Map<Key, Row> refused)
            throws SQLException {
        List<Key> unmatched = keys.stream()
                .filter(key -> !rows.containsKey(key) && !refused.containsKey(key))
                .toList();
        Set<Key> candidates = Set.copyOf(rows.keySet());
        Map<Key, Key> storedAs = spellings.resolve(session, unmatched, candidates);
        for (Map.Entry<Key, Key> spelling : storedAs.entrySet()) {
            Row row = rows.get(spelling.getValue());
            // The row may have come into being only after the first statement.
            rows.put(spelling.getKey(), row == null ? single.read(session, spelling.getKey()) : row);
        }
    }
}
