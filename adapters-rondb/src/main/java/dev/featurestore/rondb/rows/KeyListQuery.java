package dev.featurestore.rondb.rows;

import dev.featurestore.domain.vector.Key;
import dev.featurestore.domain.vector.Row;
import dev.featurestore.rondb.cluster.ValueErrors;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The rows of many keys of one feature group, in one statement, or a few for very many. What the database returns is
 * matched by exact keys first; where a collation may have found a row for a key in another spelling, the database is
 * asked which. Thread-safe.
 */
final class KeyListQuery {
    /** Keys in one statement. */
    static final int MAX_KEYS = 1024;

    private final LookupTable group;
    private final SingleKeyQuery single;
    private final CollationMatcher collations;
    private final Map<Integer, Select> statements = new ConcurrentHashMap<>();

    KeyListQuery(LookupTable group, SingleKeyQuery single) {
        this.group = group;
        this.single = single;
        this.collations = new CollationMatcher(group);
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
     * @param keys at least one; some may be the same
     */
    RowsByKey read(Session session, List<Key> keys) throws SQLException {
        if (group.hasWholeKey()) {
            try {
                return readByWholeKeys(session, keys);
            } catch (SQLException failure) {
                if (!ValueErrors.isAboutValue(failure)) {
                    throw failure;
                }
                // The column is not what it was: which key it refuses is found below.
            }
        }
        return RowsByKey.of(readByKeys(session, keys));
    }

    private RowsByKey readByWholeKeys(Session session, List<Key> keys) throws SQLException {
        RowsByWholeKey rows = new RowsByWholeKey(keys);
        long[] distinct = rows.keys();
        for (int first = 0; first < distinct.length; first += MAX_KEYS) {
            int start = first;
            int end = Math.min(first + MAX_KEYS, distinct.length);
            int size = KeyChunks.paddedSize(end - start);
            session.query(
                    StatementShape.KEY_LIST,
                    select(size),
                    statement -> {
                        for (int i = 0; i < size; i++) {
                            statement.setLong(1 + i, distinct[Math.min(start + i, end - 1)]);
                        }
                    },
                    result -> {
                        while (result.next()) {
                            rows.put(result.longValue(1), group.row(result, 1));
                        }
                        return rows;
                    });
        }
        return rows;
    }

    /** For each key its row; a key without one is missing in the map. */
    private Map<Key, Row> readByKeys(Session session, List<Key> keys) throws SQLException {
        List<Key> distinct = keys.stream().distinct().filter(group::canBeStored).toList();
        if (distinct.isEmpty()) {
            return Map.of();
        }
        List<List<Key>> parts = KeyChunks.of(distinct, MAX_KEYS);
        Map<Key, Row> rows = readPart(session, parts.get(0));
        for (List<Key> part : parts.subList(1, parts.size())) {
            rows.putAll(readPart(session, part));
        }
        if (group.hasTextKey()) {
            rows.putAll(readOtherSpellings(session, distinct, rows));
        }
        return rows;
    }

    private Map<Key, Row> readPart(Session session, List<Key> keys) throws SQLException {
        return KeyChunks.bisectOnValueError(
                keys,
                some -> readExact(session, some),
                (key, failure) -> Optional.of(SingleKeyQuery.refused(session, group, failure)));
    }

    /** Rows by the keys that they are stored under. */
    private Map<Key, Row> readExact(Session session, List<Key> keys) throws SQLException {
        int size = KeyChunks.paddedSize(keys.size());
        return session.query(
                StatementShape.KEY_LIST, select(size), statement -> bind(statement, 1, keys, size, group), result -> {
                    Map<Key, Row> rows = new HashMap<>(2 * keys.size());
                    while (result.next()) {
                        rows.put(group.key(result, 1), group.row(result, 1));
                    }
                    return rows;
                });
    }

    /** Binds the keys, and the shortest over and over up to that size: a key twice brings its row once. */
    static void bind(PreparedStatement statement, int first, List<Key> keys, int size, LookupTable group)
            throws SQLException {
        int index = first;
        for (Key key : keys) {
            index = group.bind(statement, index, key);
        }
        if (keys.size() < size) {
            Key filler = group.shortest(keys);
            for (int i = keys.size(); i < size; i++) {
                index = group.bind(statement, index, filler);
            }
        }
    }

    /** The rows of those keys that name one of the stored rows in another spelling. */
    private Map<Key, Row> readOtherSpellings(Session session, List<Key> keys, Map<Key, Row> known) throws SQLException {
        Set<Key> stored = new HashSet<>();
        known.forEach((key, row) -> {
            if (!(row instanceof Row.Rejected) && row != Row.MISSING) {
                stored.add(key);
            }
        });
        if (stored.isEmpty()) {
            return Map.of();
        }
        List<Key> unmatched =
                keys.stream().filter(key -> !known.containsKey(key)).toList();
        Map<Key, Row> rows = new HashMap<>();
        for (Map.Entry<Key, Key> spelling :
                collations.resolve(session, unmatched, stored).entrySet()) {
            Row row = known.get(spelling.getValue());
            // The row may have come into being only after the first statement.
            rows.put(spelling.getKey(), row == null ? single.read(session, spelling.getKey()) : row);
        }
        return rows;
    }
}
