package dev.featurestore.rondb.rows;

import dev.featurestore.domain.value.KeyValue;
import dev.featurestore.domain.vector.Key;
import dev.featurestore.domain.vector.Row;
import java.util.Arrays;
import java.util.List;

/**
 * Rows by keys that are one whole number each, without an object for any of them: a hash table of open addresses, at
 * most half full. The keys come first, then their rows. Not thread-safe.
 */
final class RowsByWholeKey implements RowsByKey {
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final int shift;
    private final long[] table;
    /** At the place of a key: its row, or that it has none; null where there is no key. */
    private final Row[] rows;
    /** The keys, each once, in the order of their coming. */
    private final long[] keys;

    private int count;

    /** For these keys, of which some may be the same. Each is one {@link KeyValue.Whole}. */
    RowsByWholeKey(List<Key> wanted) {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(2 * wanted.size());
        shift = Long.SIZE - bits;
        table = new long[1 << bits];
        rows = new Row[1 << bits];
        keys = new long[wanted.size()];
        for (int i = 0; i < wanted.size(); i++) {
            add(number(wanted.get(i)));
        }
    }

    private static long number(Key key) {
        return ((KeyValue.Whole) key.parts().get(0)).value();
    }

    private void add(long key) {
        int place = place(key);
        if (rows[place] == null) {
            table[place] = key;
            rows[place] = Row.MISSING;
            keys[count++] = key;
        }
    }

    /** Where that key is, or would be. */
    private int place(long key) {
        int place = (int) ((key * SPREAD) >>> shift);
        while (rows[place] != null && table[place] != key) {
            place = (place + 1) & (table.length - 1);
        }
        return place;
    }

    /** The keys, each once. */
    long[] keys() {
        return Arrays.copyOf(keys, count);
    }

    /** Sets the row of a key; one that is not wanted is left out. */
    void put(long key, Row row) {
        int place = place(key);
        if (rows[place] != null) {
            rows[place] = row;
        }
    }

    @Override
    public Row of(Key key) {
        return rows[place(number(key))];
    }
}
