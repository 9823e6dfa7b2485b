package dev.featurestore.web.vectors;

import dev.featurestore.application.usecase.GetFeatureVector;
import dev.featurestore.application.usecase.GetFeatureVectors;
import dev.featurestore.application.usecase.RequestContext;
import dev.featurestore.domain.access.Caller;
import dev.featurestore.domain.vector.Entry;
import dev.featurestore.web.Bodies;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** From the bytes of a body to what the use case is asked. */
@State(Scope.Thread)
public class ParseBenchmark {
    private static final int VARIETY = 64;
    private static final int BATCH = 100;
    private static final int PASSED = 9;
    private static final Caller NOBODY = new Caller.Anyone();

    private byte[][] keys;
    private byte[][] passing;
    private byte[][] batches;
    private int turn;

    @Setup
    public void prepare() {
        keys = bodies(id -> Bodies.single("{'id':" + id + "}"));
        passing = bodies(id -> Bodies.withView("'passedFeatures':{" + features(id) + "},'entries':{'id':" + id + "}"));
        batches = bodies(id -> Bodies.withView("'passedFeatures':[],'entries':["
                + IntStream.range(id, id + BATCH)
                        .mapToObj(each -> "{'id':" + each + "}")
                        .collect(Collectors.joining(","))
                + "]"));

        GetFeatureVector.Query passed = one(passing);
        int members = ((Entry.Given) one(keys).entry()).values().size();
        require(members == 1, "members of an entry", members);
        require(passed.passed().values().size() == PASSED, "passed features", passed.passed());
        require(many().entries().size() == BATCH, "entries", many().entries().size());
    }

    /** A key. */
    @Benchmark
    public Object oneKey() {
        return one(keys);
    }

    /** A key and 9 passed features: a view of 10 features, all but the key in the request. */
    @Benchmark
    public Object oneKeyAndPassedFeatures() {
        return one(passing);
    }

    /** 100 keys. */
    @Benchmark
    public Object hundredKeys() {
        return many();
    }

    private GetFeatureVector.Query one(byte[][] bodies) {
        return SingleRequest.read(next(bodies)).query(NOBODY, RequestContext.UNOBSERVED);
    }

    private GetFeatureVectors.Query many() {
        return BatchRequest.read(next(batches), 1000, id -> {}).query(NOBODY, RequestContext.UNOBSERVED);
    }

    private byte[] next(byte[][] bodies) {
        turn = (turn + 1) % VARIETY;
        return bodies[turn];
    }

    private static byte[][] bodies(IntFunction<String> ofId) {
        return IntStream.range(0, VARIETY)
                .mapToObj(i -> ofId.apply(10_000 + 997 * i).getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
    }

    /** Numbers, and text for every third. */
    private static String features(int id) {
        return IntStream.range(0, PASSED)
                .mapToObj(i -> "'feature_" + i + "':" + (i % 3 == 0 ? "'text " + id + "'" : id + i + ".25"))
                .collect(Collectors.joining(","));
    }

    private static void require(boolean asClaimed, String what, Object found) {
        if (!asClaimed) {
            throw new IllegalStateException(what + ": " + found);
        }
    }
}
