package dev.featurestore.rondb.rows;

import dev.featurestore.domain.vector.Key;
import dev.featurestore.domain.vector.Row;
import java.util.Map;

/** The rows of many keys of one feature group. */
@FunctionalInterface
interface RowsByKey {
    /** Of no keys at all. */
    RowsByKey NONE = key -> Row.MISSING;

    /** The row of one of the keys; {@link Row#MISSING} if it has none. */
    Row of(Key key);

    /** Over a map that lacks the keys that have no row. */
    static RowsByKey of(Map<Key, Row> rows) {
        return key -> rows.getOrDefault(key, Row.MISSING);
    }
}
