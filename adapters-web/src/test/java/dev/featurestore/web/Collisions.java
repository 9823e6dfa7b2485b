package dev.featurestore.web;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Different names with one and the same {@link String#hashCode}. */
public final class Collisions {
    private static final String[] PAIR = {"Aa", "BB"};

    private Collisions() {}

    /** @param bits the names are as many as this power of two, each of twice as many characters */
    public static List<String> names(int bits) {
        return IntStream.range(0, 1 << bits)
                .mapToObj(number -> IntStream.range(0, bits)
                        .mapToObj(bit -> PAIR[number >> bit & 1])
                        .collect(Collectors.joining()))
                .toList();
    }

    /**
     * A request for one vector whose passed features have such names.
     *
     * @param view the members that name the view
     */
    public static String body(String view, int names) {
        return names(15).stream()
                .limit(names)
                .map(name -> '"' + name + "\":1")
                .collect(Collectors.joining(",", "{" + view + ",\"entries\":{\"id1\":1},\"passedFeatures\":{", "}}"));
    }
}
