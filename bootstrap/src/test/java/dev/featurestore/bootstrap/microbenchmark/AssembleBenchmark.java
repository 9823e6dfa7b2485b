package dev.featurestore.bootstrap.microbenchmark;

import dev.featurestore.domain.vector.EntryRows;
import dev.featurestore.domain.vector.FeatureVector;
import dev.featurestore.domain.vector.Plan;
import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** From rows to feature vectors. */
@State(Scope.Thread)
public class AssembleBenchmark {
    private static final int BATCH = 100;

    private final Request oneOf10 = new Request(1, 10);
    private final Request oneOf21 = new Request(1, 21);
    private final Request hundredOf21 = new Request(BATCH, 21);

    @Setup
    public void prepare() {
        requireVectors(oneOf10Features(), 1, 10);
        requireVectors(oneOf21Features(), 1, 21);
        requireVectors(hundredOf21Features(), BATCH, 21);
    }

    /** One vector of 10 features. */
    @Benchmark
    public List<FeatureVector> oneOf10Features() {
        return oneOf10.assemble();
    }

    /** One vector of 21 features. */
    @Benchmark
    public List<FeatureVector> oneOf21Features() {
        return oneOf21.assemble();
    }

    /** 100 vectors of 21 features. */
    @Benchmark
    public List<FeatureVector> hundredOf21Features() {
        return hundredOf21.assemble();
    }

    private static void requireVectors(List<FeatureVector> vectors, int count, int features) {
        FeatureVector last = vectors.get(vectors.size() - 1);
        boolean asClaimed = vectors.size() == count
                && last instanceof FeatureVector.Served served
                && served.complete()
                && served.features().size() == features;
        if (!asClaimed) {
            throw new IllegalStateException("not " + count + " vectors of " + features + ": " + vectors);
        }
    }

    /** A request, and what the store may bring for it. */
    private static final class Request {
        private final Plan plan;
        private final List<List<EntryRows>> results;
        private int turn;

        Request(int entries, int features) {
            Doubles doubles = new Doubles(features);
            this.plan = doubles.plan(doubles.entries(entries));
            this.results =
                    Stream.generate(() -> doubles.rows(entries)).limit(16).toList();
        }

        List<FeatureVector> assemble() {
            turn = (turn + 1) % results.size();
            return plan.assemble(results.get(turn));
        }
    }
}
