package dev.featurestore.bootstrap.microbenchmark;

import dev.featurestore.domain.vector.Entry;
import dev.featurestore.domain.vector.Plan;
import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** From the entries of a request to the keys to be read. */
@State(Scope.Thread)
public class PlanBenchmark {
    private static final int BATCH = 100;

    private final Doubles doubles = new Doubles(21);
    private List<List<Entry>> singles;
    private List<List<Entry>> batches;
    private int turn;

    @Setup
    public void prepare() {
        singles = Stream.generate(() -> doubles.entries(1)).limit(64).toList();
        batches = Stream.generate(() -> doubles.entries(BATCH)).limit(16).toList();

        requireKeys(oneEntry(), 1);
        requireKeys(hundredEntries(), BATCH);
    }

    /** One entry. */
    @Benchmark
    public Plan oneEntry() {
        return doubles.plan(next(singles));
    }

    /** 100 entries. */
    @Benchmark
    public Plan hundredEntries() {
        return doubles.plan(next(batches));
    }

    private List<Entry> next(List<List<Entry>> requests) {
        turn = (turn + 1) % requests.size();
        return requests.get(turn);
    }

    private static void requireKeys(Plan plan, int keys) {
        if (plan.toRead().size() != keys) {
            throw new IllegalStateException(plan.toRead().size() + " keys to be read, not " + keys);
        }
    }
}
