package dev.featurestore.web.json;

import dev.featurestore.domain.value.Value;
import java.io.ByteArrayOutputStream;

/** Writes arrays of doubles as answers are written, for a benchmark that needs two adapters. */
public final class EmbeddingJson {
    private EmbeddingJson() {}

    /** The value as in an answer. */
    public static ByteArrayOutputStream of(Value value) {
        return Json.write(json -> new ValueWriter(json).value(value));
    }

    /** The least there is to do: the numbers straight to the same generator. */
    public static ByteArrayOutputStream of(double[] numbers) {
        return Json.write(json -> json.writeArray(numbers, 0, numbers.length));
    }
}
