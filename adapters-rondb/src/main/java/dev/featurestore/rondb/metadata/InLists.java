package dev.featurestore.rondb.metadata;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Values for {@code IN (...)}, many at a time: in lists of few sizes, so that few statements are prepared, and none too
 * long, so that no statement takes long.
 */
public final class InLists {
    /** Longest list. */
    public static final int MOST = 512;

    private static final int[] SIZES = {1, 4, 16, 64, 128, 256, MOST};

    private InLists() {}

    /** Pieces of at most that many, in order. */
    public static <T> List<List<T>> pieces(Collection<T> all, int most) {
        List<T> list = List.copyOf(all);
        List<List<T>> pieces = new ArrayList<>();
        for (int start = 0; start < list.size(); start += most) {
            pieces.add(list.subList(start, Math.min(list.size(), start + most)));
        }
        return pieces;
    }

    /** Pieces of at most {@link #MOST}, in order. */
    public static <T> List<List<T>> pieces(Collection<T> all) {
        return pieces(all, MOST);
    }

    /** The values, the last one repeated until the list has one of the sizes. */
    public static <T> List<T> padded(Collection<T> values) {
        return padded(values, values.size());
    }

    /**
     * The same for a statement with several lists, which all get one size.
     *
     * @param values at least one
     * @param longest the length of the longest of the lists
     */
    public static <T> List<T> padded(Collection<T> values, int longest) {
        List<T> list = new ArrayList<>(values);
        T last = list.get(list.size() - 1);
        int size = size(longest);
        while (list.size() < size) {
            list.add(last);
        }
        return list;
    }

    private static int size(int length) {
        for (int size : SIZES) {
            if (length <= size) {
                return size;
            }
        }
        throw new IllegalArgumentException(length + " values in one list");
    }
}
