package dev.featurestore.rondb.rows;

import dev.featurestore.domain.vector.Key;
import dev.featurestore.rondb.cluster.ValueErrors;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Cuts many keys into what one statement takes. */
final class Chunks {
    private Chunks() {}

    /** Something done with some of the keys. */
    @FunctionalInterface
    interface Step {
        void with(List<Key> keys) throws SQLException;
    }

    /** Something done with a key that the database refused. */
    @FunctionalInterface
    interface Refusal {
        void of(Key key, SQLException failure) throws SQLException;
    }

    static List<List<Key>> of(List<Key> keys, int most) {
        List<List<Key>> parts = new ArrayList<>();
        for (int start = 0; start < keys.size(); start += most) {
            parts.add(keys.subList(start, Math.min(keys.size(), start + most)));
        }
        return parts;
    }

    /** The next power of two. */
    static int paddedSize(int size) {
        return size <= 1 ? 1 : Integer.highestOneBit(size - 1) << 1;
    }

    /** Does something with all keys at once; if one is refused, with ever fewer, until those refused stand alone. */
    static void halvingOnRefusal(List<Key> keys, Step step, Refusal refusal) throws SQLException {
        try {
            step.with(keys);
        } catch (SQLException failure) {
            if (!ValueErrors.isAboutValue(failure)) {
                throw failure;
            }
            if (keys.size() == 1) {
                refusal.of(keys.get(0), failure);
                return;
            }
            int half = keys.size() / 2;
            halvingOnRefusal(keys.subList(0, half), step, refusal);
            halvingOnRefusal(keys.subList(half, keys.size()), step, refusal);
        }
    }
}
