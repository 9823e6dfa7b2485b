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
    static List<Variant> few(Running running) throws Exception {
        Variants few = new Variants(running);
        few.core();
        for (View view : List.of(View.ONE, View.THREE)) {
            few.minimalVector(view);
            few.vector(Setup.USUAL, view);
            few.minimalBatch(view);
            few.batch(Setup.USUAL, view, 100);
        }
        return few.variants;
    }

    /** All of them. */
    static List<Variant> all(Running running) throws Exception {
        Variants all = new Variants(running);
        all.core();
        for (View view : List.of(View.ONE, View.THREE)) {
            all.jdbc("vector " + view.name(), VECTORS, view, List.of(Query.joined(view)), 1);
            all.minimalVector(view);
            all.vector(Setup.USUAL, view);
            all.vector(Setup.ALONE, view);
            all.jdbc("batch of 100 " + view.name(), BATCHES, view, Query.hundred(view), 100);
            all.minimalBatch(view);
            all.batch(Setup.USUAL, view, 100);
        }
        all.minimal("minimal in turn: vector three", VECTORS, "/in-turn/three", Bodies.vectors(View.THREE));
        for (View view : List.of(View.COMPOSITE, View.EMBEDDING)) {
            all.minimalVector(view);
            all.vector(Setup.USUAL, view);
            all.minimalBatch(view);
            all.batch(Setup.USUAL, view, 100);
        }
        all.vector(Setup.USUAL, View.TEN);
        all.sharing();
        for (Setup setup : List.of(Setup.SILENT, Setup.SMALL_PAGES, Setup.PARALLEL)) {
            all.vector(setup, View.ONE);
            all.batch(setup, View.ONE, 100);
        }
        all.compressed();
        all.growth();
        if (running.database().isCluster()) {
            all.variants.addAll(JoinShapes.variants(running));
        }
        return all.variants;
    }

    /** A server beside that of another build. */
    static List<Variant> beside(Running running, ServerProcess other) throws Exception {
        Variants beside = new Variants(running);
        for (View view : List.of(View.ONE, View.THREE)) {
            beside.minimalVector(view);
        }
        beside.build(Setup.USUAL.label(), running.server(Setup.USUAL));
        beside.build(Beside.OTHER, other);
        return beside.variants;
    }

    private void build(String who, ServerProcess server) throws Exception {
        for (View view : List.of(View.ONE, View.THREE)) {
            posting(who, server, "vector " + view.name(), VECTORS, Bodies.vectors(view));
            batch(who, server, view, 100);
        }
        posting(who, server, "vectors of 100 views", VECTORS, various(100));
        posting(who, server, "vector one, 1 client", 1, Bodies.vectors(View.ONE));
    }

    private void core() throws IOException {
        minimal("trivial", VECTORS, "/trivial", List.of(Running.TRIVIAL));
        ServerProcess memory = running.memory();
        variants.add(Variant.posting("in memory", VECTORS, memory.jvm(), memory.vector(), List.of(Running.TRIVIAL)));
    }

    /**
     * Where it matters whether requests share reads: few views or many, one client, a database that is further away.
     */
    private void sharing() throws Exception {
        for (Setup setup : List.of(Setup.USUAL, Setup.ALONE)) {
            for (int views : List.of(10, 100)) {
                posting(setup, "vectors of " + views + " views", VECTORS, various(views));
            }
            posting(setup, "vector one, 1 client", 1, Bodies.vectors(View.ONE));
        }
        for (Setup setup : List.of(Setup.FAR, Setup.FAR_ALONE)) {
            vector(setup, View.ONE);
            posting(setup, "vectors of 100 views", VECTORS, various(100));
        }
    }

    private static List<Bodies.Sent> various(int views) {
        return Bodies.rotating(View.MANY.subList(0, views), List.of(BenchmarkData.API_KEY));
    }

    private void compressed() throws Exception {
        ServerProcess server = running.server(Setup.COMPRESSING);
        Wrk load = Wrk.postingForGzip(Bodies.batches(View.ONE, 100));
        variants.add(new Variant(
                Setup.COMPRESSING.label() + ": batch of 100 one",
                BATCHES,
                server.jvm(),
                time -> load.run(server.batch(), BATCHES, time)));
    }

    private void growth() throws Exception {
        batch(Setup.USUAL, View.ONE, 10);
        batch(Setup.USUAL, View.ONE, 1000);
        for (View view : View.FEATURES) {
            vector(Setup.USUAL, view);
        }
        for (View view : View.GROUPS) {
            vector(Setup.USUAL, view);
        }
    }

    private void minimalVector(View view) throws IOException {
        minimal("minimal: vector " + view.name(), VECTORS, "/vector/" + view.name(), Bodies.vectors(view));
    }

    private void minimalBatch(View view) throws IOException {
        minimal("minimal: batch of 100 " + view.name(), BATCHES, "/batch/" + view.name(), Bodies.batches(view, 100));
    }

    private void minimal(String name, int connections, String path, List<Bodies.Sent> requests) throws IOException {
        variants.add(Variant.posting(name, connections, running.own(), running.minimal(path), requests));
    }

    private void vector(Setup setup, View view) throws Exception {
        posting(setup, "vector " + view.name(), VECTORS, Bodies.vectors(view));
    }

    private void posting(Setup setup, String what, int connections, List<Bodies.Sent> requests) throws Exception {
        posting(setup.label(), running.server(setup), what, connections, requests);
    }

    private void posting(String who, ServerProcess server, String what, int connections, List<Bodies.Sent> requests)
            throws Exception {
        String name = who + ": " + what;
        variants.add(Variant.posting(name, connections, server.jvm(), server.vector(), requests));
    }

    private void batch(Setup setup, View view, int entries) throws Exception {
        batch(setup.label(), running.server(setup), view, entries);
    }

    private void batch(String who, ServerProcess server, View view, int entries) throws Exception {
        String name = who + ": batch of " + entries + " " + view.name();
        variants.add(Variant.posting(name, BATCHES, server.jvm(), server.batch(), Bodies.batches(view, entries)));
    }

    private void jdbc(String what, int threads, View view, List<Query> queries, int rows) {
        variants.add(new Variant("JDBC: " + what, threads, running.own(), time -> {
            long count = running.jdbc().run(view, queries, rows, threads, time);
            return Wrk.Run.untimed(count, count / (time.toNanos() / 1e9));
        }));
    }
}
