package dev.featurestore.bootstrap.benchmark;

import dev.featurestore.bootstrap.benchmark.Column.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A feature group of the benchmark: a table of so many rows, whose first key column is {@code id}, counted from 1.
 *
 * @param key one column, or {@code id} and {@code region}
 */
record Group(String name, int rows, List<Column> key, List<Column> features) {
    private static final int MANY = 100_000;
    /** Embeddings are large: as many as leave an NDB cluster for tests room for the rest. */
    private static final int SOME = 20_000;

    private static final int FEW = 1_000;
    private static final Column ID = new Column("id", Kind.BIGINT);

    static final Group NARROW = new Group(
            "narrow",
            MANY,
            List.of(ID),
            List.of(new Column("visits", Kind.INT), new Column("score", Kind.FLOAT), new Column("country", Kind.TEXT)));
    static final Group DOUBLES = new Group("doubles", MANY, List.of(ID), columns("d", 20, Kind.DOUBLE));
    static final Group COMPOSITE =
            new Group("composite", MANY, List.of(ID, new Column("region", Kind.TEXT)), columns("c", 9, Kind.DOUBLE));
    static final Group STRINGS = new Group("strings", MANY, List.of(ID), columns("s", 10, Kind.TEXT));
    static final Group EMBEDDING =
            new Group("embedding", SOME, List.of(ID), List.of(new Column("embedding", Kind.EMBEDDING)));
    static final Group WIDE = new Group("wide", FEW, List.of(ID), columns("w", 500, Kind.DOUBLE));

    /** Groups that are all alike: g1 to g8. */
    static final List<Group> EQUAL = IntStream.rangeClosed(1, 8)
            .mapToObj(i -> new Group("g" + i, FEW, List.of(ID), columns("g" + i + "_", 5, Kind.DOUBLE)))
            .toList();

    static List<Group> all() {
        List<Group> all = new ArrayList<>(List.of(NARROW, DOUBLES, COMPOSITE, STRINGS, EMBEDDING, WIDE));
        all.addAll(EQUAL);
        return all;
    }

    private static List<Column> columns(String prefix, int count, Kind kind) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Column(prefix + i, kind))
                .toList();
    }

    String table() {
        return "bench." + name + "_1";
    }

    /** All columns, the key first. */
    List<Column> columns() {
        return Stream.concat(key.stream(), features.stream()).toList();
    }

    /** The key of a row, given its {@code id}. */
    List<Object> keyOf(long id) {
        return key.size() == 1 ? List.of(id) : List.of(id, region(id));
    }

    private static String region(long id) {
        return "region-" + id % 7;
    }

    /** Column names for a SELECT, each with its table. */
    String selected(List<Column> columns) {
        return columns.stream().map(column -> table() + "." + column.name()).collect(Collectors.joining(", "));
    }

    /** The group as a data file describes it. */
    String json() {
        return "{\"name\":\"" + name + "\",\"version\":1,\"primaryKey\":["
                + key.stream().map(column -> "\"" + column.name() + "\"").collect(Collectors.joining(","))
                + "],\"features\":["
                + columns().stream().map(Column::json).collect(Collectors.joining(",")) + "],\"rows\":[]}";
    }
}
