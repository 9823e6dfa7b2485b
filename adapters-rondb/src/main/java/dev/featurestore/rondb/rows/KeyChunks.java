package dev.featurestore.rondb.rows;

import dev.featurestore.domain.vector.Key;
import dev.featurestore.rondb.cluster.ValueErrors;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Cuts many keys into what one statement takes. */
final class KeyChunks {
    private KeyChunks() {}

    /** What the database says to some of the keys. */
    @FunctionalInterface
    interface Query<T> {
        Map<Key, T> of(List<Key> keys) throws SQLException;
    }

    /** What to say of a key whose value the database does not take. */
    @FunctionalInterface
    interface Refusal<T> {
        Optional<T> of(Key key, SQLException failure) throws SQLException;
    }

    static List<List<Key>> of(List<Key> keys, int maxLength) {
        List<List<Key>> parts = new ArrayList<>();
        for (int start = 0; start < keys.size(); start += maxLength) {
            parts.add(keys.subList(start, Math.min(keys.size(), start + maxLength)));
        }
        return parts;
    }

    /** The next power of two. */
    static int paddedSize(int size) {
        return size <= 1 ? 1 : Integer.highestOneBit(size - 1) << 1;
    }

    /**
     * Queries for all keys at once; if the database does not take one of them, for ever fewer, until those that it does
     * not take stand alone.
     */
    static <T> Map<Key, T> bisectOnValueError(List<Key> keys, Query<T> query, Refusal<T> refusal) throws SQLException {
        try {
            return query.of(keys);
        } catch (SQLException failure) {
            if (!ValueErrors.isAboutValue(failure)) {
                throw failure;
            }
            Map<Key, T> answers = new HashMap<>();
            if (keys.size() == 1) {
                refusal.of(keys.get(0), failure).ifPresent(answer -> answers.put(keys.get(0), answer));
            } else {
                int half = keys.size() / 2;
                answers.putAll(bisectOnValueError(keys.subList(0, half), query, refusal));
                answers.putAll(bisectOnValueError(keys.subList(half, keys.size()), query, refusal));
            }
            return answers;
        }
    }
}
