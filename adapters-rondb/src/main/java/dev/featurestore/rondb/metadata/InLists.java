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
    public static final int MAX_LENGTH = 512;

    private static final int[] SIZES = {1, 4, 16, 64, 128, 256, MAX_LENGTH};

    private InLists() {}

    /** Pieces of at most that many, in order. */
    public static <T> List<List<T>> pieces(Collection<T> all, int maxLength) {
        List<T> list = List.copyOf(all);
        List<List<T>> pieces = new ArrayList<>();
        for (int start = 0; start < list.size(); start += maxLength) {
            pieces.add(list.subList(start, Math.min(list.size(), start + maxLength)));
        }
        return pieces;
    }

    /** Pieces of at most {@link #MAX_LENGTH}, in order. */
    public static <T> List<List<T>> pieces(Collection<T> all) {
        return pieces(all, MAX_LENGTH);
    }

    /** The values, the last one repeated until the list has one of the sizes. */
    public static <T> List<T> padded(Collection<T> values) {
        return padded(values, values.size());
    }

    /**
     * The same for a statement with several lists, which all get one size.
     *
     * @param values at least one
     * @param maxLength the length of the longest of the lists
     */
    public static <T> List<T> padded(Collection<T> values, int maxLength) {
        List<T> list = new ArrayList<>(values);
        T last = list.get(list.size() - 1);
        int size = size(maxLength);
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
