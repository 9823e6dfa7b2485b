package dev.featurestore.web.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.io.SerializedString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Whatever a generator asks for, it gets what it would of a string. */
class DecimalTextTest {
    private final SerializedString expected = new SerializedString("-1.25E-7");
    private final DecimalText text = new DecimalText().of(-1.25e-7);

    @Test
    void itIsItsNumbersText() {
        assertThat(text.getValue()).isEqualTo(expected.getValue());
        assertThat(text.charLength()).isEqualTo(expected.charLength());
        assertThat(text.asQuotedChars()).isEqualTo(expected.asQuotedChars());
        assertThat(text.asQuotedUTF8()).isEqualTo(expected.asQuotedUTF8());
        assertThat(text.asUnquotedUTF8()).isEqualTo(expected.asUnquotedUTF8());
        assertThat(text.of(0.5f).getValue()).isEqualTo("0.5");
    }

    @Test
    void itIsCopiedWhereItFits() {
        byte[] bytes = new byte[20];
        assertThat(text.appendUnquotedUTF8(bytes, 3)).isEqualTo(8);
        assertThat(new String(bytes, 3, 8, StandardCharsets.US_ASCII)).isEqualTo("-1.25E-7");
        assertThat(text.appendQuotedUTF8(bytes, 12)).isEqualTo(8);
        assertThat(text.appendUnquotedUTF8(bytes, 13)).isEqualTo(-1);

        char[] characters = new char[20];
        assertThat(text.appendQuoted(characters, 12)).isEqualTo(8);
        assertThat(text.appendUnquoted(characters, 0)).isEqualTo(8);
        assertThat(new String(characters, 12, 8)).isEqualTo("-1.25E-7");
        assertThat(text.appendUnquoted(characters, 13)).isEqualTo(-1);
    }

    @Test
    void itIsWrittenWhole() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(16);

        assertThat(text.writeQuotedUTF8(out) + text.writeUnquotedUTF8(out)).isEqualTo(16);
        assertThat(text.putQuotedUTF8(buffer) + text.putUnquotedUTF8(buffer)).isEqualTo(16);

        assertThat(out.toString(StandardCharsets.US_ASCII)).isEqualTo("-1.25E-7-1.25E-7");
        assertThat(buffer.array()).isEqualTo(out.toByteArray());
    }
}
