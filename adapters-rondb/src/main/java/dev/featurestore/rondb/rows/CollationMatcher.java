package dev.featurestore.rondb.rows;

import dev.featurestore.domain.value.ColumnType;
import dev.featurestore.domain.value.KeyValue;
import dev.featurestore.domain.vector.Key;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Finds the rows of text keys in another spelling than the stored one: under a case-insensitive collation {@code ABC}
 * names the row {@code abc}. Only the database knows, so it is asked, for each key as if it were alone. Thread-safe.
 */
final class CollationMatcher {
    /** Keys in one statement. */
    static final int MAX_KEYS = 64;

    private final LookupTable group;
    private final Map<Integer, Select> statements = new ConcurrentHashMap<>();

    CollationMatcher(LookupTable group) {
        this.group = group;
    }

    /** The statement for that many keys: for each that names a row its place and the row's key. */
    Select select(int keys) {
        return statements.computeIfAbsent(keys, this::statement);
    }

    private Select statement(int keys) {
        String from = " FROM " + Sql.table(group.lookup()) + " WHERE "
                + Sql.keyEquals("", group.lookup().key());
        List<Select.Column> columns = new ArrayList<>();
        // A placeholder of one character, which the place of each key replaces.
        columns.add(new Select.Column("?", ColumnType.UNKNOWN));
        columns.addAll(group.keyColumns());
        return new Select(
                columns,
                list -> IntStream.range(0, keys)
                        .mapToObj(i -> "SELECT " + i + list.substring(1) + from)
                        .collect(Collectors.joining(" UNION ALL ")));
    }

    /**
     * Finds which rows keys name.
     *
     * @param keys that equal no candidate exactly
     * @param candidates the keys of all rows that one of the keys may name
     * @return for each key that names a row, the row's own key
     */
    Map<Key, Key> resolve(Session session, Collection<Key> keys, Set<Key> candidates) throws SQLException {
        Set<List<Object>> outlines = new HashSet<>();
        boolean anyCouldBe = false;
        for (Key candidate : candidates) {
            anyCouldBe |= !isPlain(candidate);
            outlines.add(outline(candidate));
        }
        List<Key> doubtful = new ArrayList<>();
        for (Key key : keys) {
            if (anyCouldBe || !isPlain(key) || outlines.contains(outline(key))) {
                doubtful.add(key);
            }
        }
        Map<Key, Key> storedAs = new HashMap<>();
        for (List<Key> part : KeyChunks.of(doubtful, MAX_KEYS)) {
            storedAs.putAll(
                    KeyChunks.bisectOnValueError(part, some -> ask(session, some), (key, failure) -> Optional.empty()));
        }
        return storedAs;
    }

    private Map<Key, Key> ask(Session session, List<Key> keys) throws SQLException {
        int size = KeyChunks.paddedSize(keys.size());
        return session.query(
                StatementShape.COLLATION,
                select(size),
                statement -> KeyListQuery.bind(statement, 1, keys, size, group),
                rows -> {
                    Map<Key, Key> storedAs = new HashMap<>();
                    while (rows.next()) {
                        int place = rows.jdbc().getInt(1);
                        if (place < keys.size()) {
                            storedAs.put(keys.get(place), group.key(rows, 2));
                        }
                    }
                    return storedAs;
                });
    }

    /** Whether all text in a key is ASCII: else any other text may equal it. */
    private static boolean isPlain(Key key) {
        for (KeyValue part : key.parts()) {
            if (part instanceof KeyValue.Text text && text.value().chars().anyMatch(character -> character >= 0x80)) {
                return false;
            }
        }
        return true;
    }

    /**
     * The part of a key that no collation ignores: of ASCII text the digits, as a digit equals nothing in ASCII but
     * itself. Letters do equal others, and not only in case; blanks and signs may not count at all.
     */
    private static List<Object> outline(Key key) {
        List<Object> parts = new ArrayList<>(key.parts().size());
        for (KeyValue part : key.parts()) {
            parts.add(part instanceof KeyValue.Text text ? digits(text.value()) : part);
        }
        return parts;
    }

    private static String digits(String text) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character >= '0' && character <= '9') {
                digits.append(character);
            }
        }
        return digits.toString();
    }
}
