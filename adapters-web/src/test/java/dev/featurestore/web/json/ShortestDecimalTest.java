package dev.featurestore.web.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Beside Jackson's writer of doubles and floats, which makes a text of each number. */
class ShortestDecimalTest {
    private final byte[] bytes = new byte[ShortestDecimal.MAX_BYTES];

    private String written(double value) {
        return new String(bytes, 0, ShortestDecimal.write(value, bytes), StandardCharsets.US_ASCII);
    }

    private String written(float value) {
        return new String(bytes, 0, ShortestDecimal.write(value, bytes), StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.0",
        "-0.0, -0.0",
        "1, 1.0",
        "-36, -36.0",
        "0.1, 0.1",
        "0.001, 0.001",
        "0.00099, 9.9E-4",
        "9999999, 9999999.0",
        "1e7, 1.0E7",
        "12345678.9, 1.23456789E7",
        "123.456, 123.456",
        "2e23, 2.0E23",
        "8.41e21, 8.41E21",
        "9007199254740993, 9.007199254740992E15",
        "4.9e-324, 4.9E-324",
        "1e-323, 9.9E-324",
        "2.2250738585072014E-308, 2.2250738585072014E-308",
        "-1.7976931348623157E308, -1.7976931348623157E308"
    })
    void aDoubleHasTheFewestDigitsThatReadBackToIt(double value, String text) {
        assertThat(written(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.0",
        "-0.0, -0.0",
        "0.1, 0.1",
        "16777217, 1.6777216E7",
        "3.4028235E38, 3.4028235E38",
        "1.4E-45, 1.4E-45",
        "9.8E-45, 9.8E-45",
        "1.17549435E-38, 1.1754944E-38",
        "0.3, 0.3",
        "33554432, 3.3554432E7"
    })
    void aFloatHasTheFewestDigitsThatReadBackToIt(float value, String text) {
        assertThat(written(value)).isEqualTo(text);
    }

    @Test
    void everyPowerOfTwoAndTenAndTheirNeighboursAreAsJacksonWritesThem() {
        for (int power = -1074; power <= 1023; power++) {
            alikeWithNeighbours(Math.scalb(1.0, power));
        }
        for (int power = -323; power <= 308; power++) {
            alikeWithNeighbours(Double.parseDouble("1e" + power));
        }
        for (int power = -149; power <= 127; power++) {
            alikeWithNeighbours(Math.scalb(1.0f, power));
        }
    }

    private void alikeWithNeighbours(double value) {
        alike(value);
        alike(-value);
        alike(Math.nextUp(value));
        alike(Math.nextDown(value));
    }

    private void alikeWithNeighbours(float value) {
        alike(value);
        alike(-value);
        alike(Math.nextUp(value));
        alike(Math.nextDown(value));
    }

    @Test
    void anyNumberIsAsJacksonWritesIt() {
        SplittableRandom random = new SplittableRandom(20261127);
        for (int i = 0; i < 500_000; i++) {
            long bits = random.nextLong();
            double anyDouble = Double.longBitsToDouble(bits);
            if (Double.isFinite(anyDouble)) {
                alike(anyDouble);
            }
            float anyFloat = Float.intBitsToFloat((int) bits);
            if (Float.isFinite(anyFloat)) {
                alike(anyFloat);
            }
            alike(random.nextDouble());
            alike((int) bits / 100.0);
            alike((double) (bits >> 20));
        }
    }

    private void alike(double value) {
        String expected = NumberOutput.toString(value, true);
        if (!expected.equals(written(value))) {
            assertThat(written(value)).as(Double.toHexString(value)).isEqualTo(expected);
        }
    }

    private void alike(float value) {
        String expected = NumberOutput.toString(value, true);
        if (!expected.equals(written(value))) {
            assertThat(written(value)).as(Float.toHexString(value)).isEqualTo(expected);
        }
    }
}
