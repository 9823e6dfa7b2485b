package dev.featurestore.bootstrap.microbenchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.featurestore.rondb.rows.EmbeddingAvro;
import dev.featurestore.rondb.testing.AvroValues;
import dev.featurestore.web.json.EmbeddingJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * An embedding of 512 doubles from the bytes of its column to its part of the answer, beside no more than writing the
 * numbers: the target is at most 1.5 times that.
 */
@State(Scope.Thread)
public class EmbeddingBenchmark {
    private static final int NUMBERS = 512;

    private final double[][] numbers = new double[16][];
    private final byte[][] encoded = new byte[16][];
    private final EmbeddingAvro avro = new EmbeddingAvro();
    private int turn;

    @Setup
    public void prepare() throws IOException {
        ObjectMapper json = new ObjectMapper();
        Random random = new Random(4711);
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = random.doubles(NUMBERS, -1, 1).toArray();
            encoded[i] = AvroValues.encode("array<double>", json.valueToTree(numbers[i]));
        }

        for (int i = 0; i < numbers.length; i++) {
            turn = i;
            double[] read = json.readValue(decodedAndWritten().toByteArray(), double[].class);
            turn = i;
            double[] plain = json.readValue(writtenOnly().toByteArray(), double[].class);
            if (!Arrays.equals(read, plain) || read.length != NUMBERS) {
                throw new IllegalStateException("not the same " + NUMBERS + " numbers");
            }
        }
    }

    /** Avro's bytes, the value, JSON's bytes. */
    @Benchmark
    public ByteArrayOutputStream decodedAndWritten() {
        return EmbeddingJson.of(avro.decode(encoded[next()]));
    }

    /** The same numbers from an array to the same generator. */
    @Benchmark
    public ByteArrayOutputStream writtenOnly() {
        return EmbeddingJson.of(numbers[next()]);
    }

    private int next() {
        turn = (turn + 1) % numbers.length;
        return turn;
    }
}
