package dev.featurestore.bootstrap.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What is measured, by name. Names say first who answers, then what is asked for. */
final class Variants {
    static final int VECTORS = 32;
    static final int BATCHES = 8;

    private final Running running;
    private final List<Variant> variants = new ArrayList<>();

    private Variants(Running running) {
        this.running = running;
    }

    /** What the guard looks at: the few that tell most. */
    static List<Variant> few(Running running) throws IOException {
        Variants few = new Variants(running);
        few.core();
        for (View view : List.of(View.ONE, View.THREE)) {
            few.minimalVector(view);
            few.serverVector(view);
            few.minimalBatch(view);
            few.serverBatch(view, 100);
        }
        return few.variants;
    }

    /** All of them. */
    static List<Variant> all(Running running) throws IOException {
        Variants all = new Variants(running);
        all.core();
        for (View view : List.of(View.ONE, View.THREE)) {
            all.jdbc("vector " + view.name(), VECTORS, view, List.of(Query.joined(view)), 1);
            all.minimalVector(view);
            all.serverVector(view);
            all.jdbc("batch of 100 " + view.name(), BATCHES, view, Query.hundred(view), 100);
            all.minimalBatch(view);
            all.serverBatch(view, 100);
        }
        all.add(
                "minimal in turn: vector three",
                VECTORS,
                running.minimal("/in-turn/three"),
                Bodies.vectors(View.THREE));
        for (View view : List.of(View.COMPOSITE, View.EMBEDDING)) {
            all.minimalVector(view);
            all.serverVector(view);
            all.minimalBatch(view);
            all.serverBatch(view, 100);
        }
        all.serverVector(View.TEN);
        all.growth();
        if (running.database().isCluster()) {
            all.variants.addAll(JoinShapes.variants(running));
        }
        return all.variants;
    }

    private void core() throws IOException {
        add("trivial", VECTORS, running.minimal("/trivial"), List.of(Running.TRIVIAL));
        add("in memory", VECTORS, running.memoryVector(), List.of(Running.TRIVIAL));
    }

    private void growth() throws IOException {
        serverBatch(View.ONE, 10);
        serverBatch(View.ONE, 1000);
        for (View view : View.FEATURES) {
            serverVector(view);
        }
        for (View view : View.GROUPS) {
            serverVector(view);
        }
    }

    private void minimalVector(View view) throws IOException {
        add("minimal: vector " + view.name(), VECTORS, running.minimal("/vector/" + view.name()), Bodies.vectors(view));
    }

    private void serverVector(View view) throws IOException {
        add("server: vector " + view.name(), VECTORS, running.vector(), Bodies.vectors(view));
    }

    private void minimalBatch(View view) throws IOException {
        add(
                "minimal: batch of 100 " + view.name(),
                BATCHES,
                running.minimal("/batch/" + view.name()),
                Bodies.batches(view, 100));
    }

    private void serverBatch(View view, int entries) throws IOException {
        add("server: batch of " + entries + " " + view.name(), BATCHES, running.batch(), Bodies.batches(view, entries));
    }

    private void add(String name, int connections, String url, List<Bodies.Sent> requests) throws IOException {
        variants.add(Variant.posting(name, connections, url, requests));
    }

    private void jdbc(String what, int threads, View view, List<Query> queries, int rows) {
        variants.add(new Variant("JDBC: " + what, threads, time -> {
            long count = running.jdbc().run(view, queries, rows, threads, time);
            return Wrk.Run.untimed(count, count / (time.toNanos() / 1e9));
        }));
    }
}
