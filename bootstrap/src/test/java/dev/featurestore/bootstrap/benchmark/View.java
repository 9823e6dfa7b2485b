package dev.featurestore.bootstrap.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A feature view of the benchmark: columns of groups, the others joined to the first on {@code id}. */
record View(String name, List<Part> parts) {
    /** Columns of a group, in the order in which the view gives them. */
    record Part(Group group, List<Column> columns) {}

    static final View ONE = all("one", List.of(Group.DOUBLES));
    static final View THREE = all("three", List.of(Group.NARROW, Group.DOUBLES, Group.STRINGS));
    static final View COMPOSITE = all("composite", List.of(Group.COMPOSITE));
    static final View EMBEDDING = all("embedding", List.of(Group.EMBEDDING));
    static final View TEN = features("ten", Group.DOUBLES, 10);

    /** 5, 50 and 500 features of one group. */
    static final List<View> FEATURES = List.of(
            features("features_5", Group.WIDE, 5),
            features("features_50", Group.WIDE, 50),
            features("features_500", Group.WIDE, 500));

    /** 1, 2, 4 and 8 groups that are alike. */
    static final List<View> GROUPS = List.of(1, 2, 4, 8).stream()
            .map(count -> new View(
                    "groups_" + count,
                    Group.EQUAL.subList(0, count).stream()
                            .map(group -> new Part(group, group.features()))
                            .toList()))
            .toList();

    /** Two hundred views of ten columns each, no two alike: each has a statement of its own. */
    static final List<View> MANY =
            IntStream.range(0, 200).mapToObj(View::tenOfTwenty).toList();

    /** Views that nobody has asked for before. */
    static final List<View> COLD = IntStream.range(0, 40)
            .mapToObj(i -> new View("cold_" + i, THREE.parts()))
            .toList();

    static List<View> all() {
        List<View> all = new ArrayList<>(List.of(ONE, THREE, COMPOSITE, EMBEDDING, TEN));
        all.addAll(FEATURES);
        all.addAll(GROUPS);
        all.addAll(MANY);
        all.addAll(COLD);
        return all;
    }

    /** The first group with its key, the features of the others. */
    private static View all(String name, List<Group> groups) {
        List<Part> parts = new ArrayList<>();
        for (Group group : groups) {
            parts.add(new Part(group, parts.isEmpty() ? group.columns() : group.features()));
        }
        return new View(name, List.copyOf(parts));
    }

    private static View features(String name, Group group, int count) {
        return new View(name, List.of(new Part(group, group.features().subList(0, count))));
    }

    /** Nine columns in a row and one that is not among them, wrapped around: 20 x 10 choices. */
    private static View tenOfTwenty(int choice) {
        List<Column> features = Group.DOUBLES.features();
        int first = choice % 20;
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            columns.add(features.get((first + i) % 20));
        }
        columns.add(features.get((first + 9 + choice / 20) % 20));
        return new View("many_" + choice, List.of(new Part(Group.DOUBLES, List.copyOf(columns))));
    }

    Group left() {
        return parts.get(0).group();
    }

    int groups() {
        return parts.size();
    }

    int features() {
        return parts.stream().mapToInt(part -> part.columns().size()).sum();
    }

    /** The view as a data file describes it. */
    String json() {
        String joins = IntStream.range(0, parts.size())
                .mapToObj(i -> join(parts.get(i), i > 0))
                .collect(Collectors.joining(","));
        return "{\"name\":\"" + name + "\",\"version\":1,\"joins\":[" + joins + "]}";
    }

    private static String join(Part part, boolean toTheLeft) {
        String columns = part.columns().stream()
                .map(column -> "\"" + column.name() + "\"")
                .collect(Collectors.joining(","));
        return "{\"featureGroup\":\"" + part.group().name() + "\",\"version\":1,"
                + (toTheLeft ? "\"prefix\":\"" + part.group().name() + "_\",\"on\":{\"id\":\"id\"}," : "")
                + "\"features\":[" + columns + "]}";
    }
}
