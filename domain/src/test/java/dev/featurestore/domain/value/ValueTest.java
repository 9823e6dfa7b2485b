package dev.featurestore.domain.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValueTest {

    @Test
    void everyValueKnowsItsKind() {
        assertThat(Value.NULL.kind()).isEqualTo(JsonType.NULL);
        assertThat(new Value.Bool(true).kind()).isEqualTo(JsonType.BOOLEAN);
        assertThat(Value.text("a").kind()).isEqualTo(JsonType.STRING);
        assertThat(new Value.Bytes(new byte[1]).kind()).isEqualTo(JsonType.STRING);
        assertThat(new Value.Numeral("1.50").kind()).isEqualTo(JsonType.NUMBER);
        assertThat(new Value.Whole(1).kind()).isEqualTo(JsonType.NUMBER);
        assertThat(new Value.Exact(BigDecimal.ONE).kind()).isEqualTo(JsonType.NUMBER);
        assertThat(new Value.Float32(1).kind()).isEqualTo(JsonType.NUMBER);
        assertThat(new Value.Float64(1).kind()).isEqualTo(JsonType.NUMBER);
        assertThat(new Value.Sequence(List.of()).kind()).isEqualTo(JsonType.ARRAY);
        assertThat(new Value.Doubles(new double[1]).kind()).isEqualTo(JsonType.ARRAY);
        assertThat(new Value.Floats(new float[1]).kind()).isEqualTo(JsonType.ARRAY);
        assertThat(new Value.Struct(List.of(), List.of()).kind()).isEqualTo(JsonType.OBJECT);
        assertThat(new Value.Verbatim(JsonType.OBJECT, "{}").kind()).isEqualTo(JsonType.OBJECT);
    }

    @Test
    void kindsHaveTheWordsOfJson() {
        assertThat(JsonType.values())
                .extracting(JsonType::word)
                .containsExactly("null", "boolean", "number", "string", "array", "object");
    }

    @Test
    void valuesOverArraysAreEqualByContent() {
        assertThat(new Value.Bytes(new byte[] {1, 2}))
                .isEqualTo(new Value.Bytes(new byte[] {1, 2}))
                .hasSameHashCodeAs(new Value.Bytes(new byte[] {1, 2}))
                .isNotEqualTo(new Value.Bytes(new byte[] {1, 3}));
        assertThat(new Value.Doubles(new double[] {1, 2}))
                .isEqualTo(new Value.Doubles(new double[] {1, 2}))
                .hasSameHashCodeAs(new Value.Doubles(new double[] {1, 2}))
                .isNotEqualTo(new Value.Doubles(new double[] {1, 3}));
        assertThat(new Value.Floats(new float[] {1, 2}))
                .isEqualTo(new Value.Floats(new float[] {1, 2}))
                .hasSameHashCodeAs(new Value.Floats(new float[] {1, 2}))
                .isNotEqualTo(new Value.Floats(new float[] {1, 3}));
        assertThat(new KeyValue.Bytes(new byte[] {1, 2}))
                .isEqualTo(new KeyValue.Bytes(new byte[] {1, 2}))
                .hasSameHashCodeAs(new KeyValue.Bytes(new byte[] {1, 2}))
                .isNotEqualTo(new KeyValue.Bytes(new byte[] {1, 3}));
    }

    @Test
    void theTextFormOfArraysTellsTheirLengthOnly() {
        assertThat(new Value.Bytes(new byte[3])).hasToString("Bytes[3]");
        assertThat(new Value.Doubles(new double[3])).hasToString("Doubles[3]");
        assertThat(new Value.Floats(new float[3])).hasToString("Floats[3]");
    }

    @Test
    void numbersAreEqualAsTheyAreWritten() {
        assertThat(new Value.Numeral("36")).isNotEqualTo(new Value.Numeral("36.0"));
        assertThat(new Value.Exact(new BigDecimal("1.50"))).isNotEqualTo(new Value.Exact(new BigDecimal("1.5")));
    }

    @Test
    void aStructHasAValueForEachName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Value.Struct(List.of("a", "b"), List.of(Value.NULL)))
                .withMessage("2 names for 1 values");
    }
}
