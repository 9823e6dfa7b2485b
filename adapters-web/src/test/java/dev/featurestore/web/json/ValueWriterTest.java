package dev.featurestore.web.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.domain.value.Value;
import dev.featurestore.domain.value.Values;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A text is written alike, whether it is there as an object or as its bytes. */
class ValueWriterTest {
    private static String json(Values values) {
        return Json.write(json -> new ValueWriter(json).write(values)).toString(StandardCharsets.UTF_8);
    }

    private static void writtenAlike(String text) {
        Values.Builder bytes = new Values.Builder(1);
        bytes.text(0, text.getBytes(StandardCharsets.UTF_8));

        assertThat(json(bytes.build())).isEqualTo(json(Values.of(List.of(Value.text(text)))));
    }

    @Test
    void everyCharacterOfAscii() {
        for (int character = 0; character < 0x80; character++) {
            writtenAlike(Character.toString(character));
            writtenAlike("a" + Character.toString(character) + "b");
        }
        writtenAlike(IntStream.range(0, 0x80).mapToObj(Character::toString).collect(Collectors.joining()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1_000, 3_999, 4_000, 7_999, 8_000, 8_001, 100_000})
    void textsOfAnyLength(int length) {
        writtenAlike("x".repeat(length));
        writtenAlike("\"\n".repeat(length));
    }

    @Test
    void othersThanAscii() {
        writtenAlike("漢\"😀\n\u0000é");
    }
}
