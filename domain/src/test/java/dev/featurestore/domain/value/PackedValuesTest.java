package dev.featurestore.domain.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PackedValuesTest {
    private static final List<Value> MIXED = List.of(
            new Value.Whole(Long.MIN_VALUE),
            Value.text("a"),
            new Value.Float64(-0.0),
            Value.NULL,
            new Value.Float32(0.1f),
            new Value.Whole(7),
            Value.text("a \"b\" c"),
            Value.text("漢é"));

    private static Values mixed() {
        Values.Builder values = new Values.Builder(8);
        values.whole(0, Long.MIN_VALUE);
        values.value(1, Value.text("a"));
        values.float64(2, -0.0);
        values.float32(4, 0.1f);
        values.value(5, new Value.Whole(7));
        values.text(6, "a \"b\" c".getBytes(StandardCharsets.UTF_8));
        values.text(7, "漢é".getBytes(StandardCharsets.UTF_8));
        return values.build();
    }

    /** What a visitor is told. */
    private static final class Heard implements Values.Visitor<RuntimeException> {
        private final List<Object> heard = new ArrayList<>();

        @Override
        public void whole(long value) {
            heard.add(value);
        }

        @Override
        public void float64(double value) {
            heard.add(value);
        }

        @Override
        public void float32(float value) {
            heard.add(value);
        }

        @Override
        public void ascii(byte[] characters) {
            heard.add(new String(characters, StandardCharsets.US_ASCII));
        }

        @Override
        public void value(Value value) {
            heard.add(value);
        }

        static List<Object> of(Values values) {
            Heard visitor = new Heard();
            for (int i = 0; i < values.size(); i++) {
                values.accept(i, visitor);
            }
            return visitor.heard;
        }
    }

    @Test
    void asAListTheyAreTheValues() {
        assertThat(mixed()).isEqualTo(MIXED).hasSameHashCodeAs(MIXED);
    }

    @Test
    void numbersAndTextsOfAsciiAreGivenWithoutObjects() {
        assertThat(Heard.of(mixed()))
                .containsExactly(
                        Long.MIN_VALUE,
                        Value.text("a"),
                        -0.0,
                        Value.NULL,
                        0.1f,
                        new Value.Whole(7),
                        "a \"b\" c",
                        Value.text("漢é"));
    }

    @Test
    void whatIsNotUtf8IsReplaced() {
        Values.Builder values = new Values.Builder(2);
        values.text(0, new byte[] {'a', (byte) 0xC3, 'b'});
        values.text(1, new byte[0]);

        assertThat(values.build()).containsExactly(Value.text("a\uFFFDb"), Value.text(""));
    }

    @Test
    void valuesOfAListAreGivenAsTheyAre() {
        assertThat(Heard.of(Values.of(MIXED))).isEqualTo(MIXED);
    }

    @Test
    void onlyNullIsNull() {
        for (Values values : List.of(mixed(), Values.of(MIXED))) {
            for (int i = 0; i < values.size(); i++) {
                assertThat(values.isNull(i)).as("value %s", i).isEqualTo(i == 3);
            }
        }
    }

    @Test
    void whatIsNotSetIsNull() {
        assertThat(new Values.Builder(2).build()).containsExactly(Value.NULL, Value.NULL);
    }

    @Test
    void thereAreNoMoreThanThereAre() {
        assertThatThrownBy(() -> mixed().get(8)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> mixed().isNull(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
