package dev.featurestore.web.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.featurestore.application.usecase.GetFeatureVector;
import dev.featurestore.application.usecase.GetFeatureVectors;
import dev.featurestore.domain.value.Value;
import dev.featurestore.domain.value.Values;
import dev.featurestore.domain.vector.FeatureVector;
import dev.featurestore.web.FakeApi;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** From vectors to the bytes of an answer, without metadata and detailed status. */
@State(Scope.Thread)
public class WriteBenchmark {
    private static final int VARIETY = 64;
    private static final int BATCH = 100;
    private static final ResponseOptions PLAIN = new ResponseOptions(false, false, false);

    private final Random random = new Random(4711);
    private List<GetFeatureVector.Vector> mixed;
    private List<GetFeatureVector.Vector> doubles;
    private List<GetFeatureVectors.Vectors> batches;
    private final VectorWriter writer = new VectorWriter();
    private int turn;

    @Setup
    public void prepare() throws IOException {
        mixed = singles(this::mixedValues);
        doubles = singles(this::doubleValues);
        batches = Stream.generate(() -> new GetFeatureVectors.Vectors(
                        FakeApi.VIEW,
                        IntStream.range(0, BATCH)
                                .<FeatureVector>mapToObj(i -> FakeApi.served(doubleValues()))
                                .toList()))
                .limit(8)
                .toList();

        requireSize(features(oneOfTenMixed()), 10);
        requireSize(features(oneOf21Doubles()), 21);
        requireSize(features(hundredOf21Doubles()), BATCH);
        requireSize(features(hundredOf21Doubles()).get(BATCH - 1), 21);
    }

    /** One vector of 10 features: whole numbers, text, doubles, a float, an exact number, a null. */
    @Benchmark
    public ByteArrayOutputStream oneOfTenMixed() {
        return one(next(mixed));
    }

    /** One vector of 21 doubles. */
    @Benchmark
    public ByteArrayOutputStream oneOf21Doubles() {
        return one(next(doubles));
    }

    /** 100 vectors of 21 doubles. */
    @Benchmark
    public ByteArrayOutputStream hundredOf21Doubles() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(VectorWriter.likelySize(FakeApi.VIEW, BATCH));
        writer.many(next(batches), PLAIN, bytes);
        return bytes;
    }

    private ByteArrayOutputStream one(GetFeatureVector.Vector answer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        writer.one(answer, PLAIN, bytes);
        return bytes;
    }

    private <T> T next(List<T> answers) {
        turn = (turn + 1) % answers.size();
        return answers.get(turn);
    }

    private static List<GetFeatureVector.Vector> singles(Supplier<List<Value>> values) {
        return Stream.generate(() -> new GetFeatureVector.Vector(FakeApi.VIEW, FakeApi.served(values.get())))
                .limit(VARIETY)
                .toList();
    }

    private List<Value> mixedValues() {
        return List.of(
                new Value.Numeral(Integer.toString(random.nextInt(1_000_000))),
                new Value.Whole(random.nextLong()),
                new Value.Whole(random.nextInt(100)),
                Value.text("customer " + random.nextInt()),
                Value.text("2026-01-01 00:00:" + (10 + random.nextInt(50))),
                new Value.Float64(random.nextDouble()),
                new Value.Float64(random.nextDouble()),
                new Value.Float32(random.nextFloat()),
                new Value.Exact(BigDecimal.valueOf(random.nextInt(1_000_000), 2)),
                Value.NULL);
    }

    private List<Value> doubleValues() {
        Values.Builder values = new Values.Builder(21);
        for (int i = 0; i < 21; i++) {
            values.float64(i, random.nextDouble());
        }
        return values.build();
    }

    private static JsonNode features(ByteArrayOutputStream answer) throws IOException {
        return new ObjectMapper().readTree(answer.toByteArray()).get("features");
    }

    private static void requireSize(JsonNode array, int size) {
        if (!array.isArray() || array.size() != size) {
            throw new IllegalStateException("not " + size + " but " + array);
        }
    }
}
