package dev.featurestore.domain.value;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.featurestore.domain.Sent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberKeysTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "tinyint            | -128                 | 127",
                "tinyint unsigned   | 0                    | 255",
                "smallint           | -32768               | 32767",
                "smallint unsigned  | 0                    | 65535",
                "mediumint          | -8388608             | 8388607",
                "mediumint unsigned | 0                    | 16777215",
                "int                | -2147483648          | 2147483647",
                "int unsigned       | 0                    | 4294967295",
                "bigint             | -9223372036854775808 | 9223372036854775807",
                "bigint unsigned    | 0                    | 18446744073709551615",
            })
    void integersReachFromExtremeToExtremeAndNoFurther(String type, BigInteger least, BigInteger most) {
        assertThat(key(type, least.toString())).contains(whole(least));
        assertThat(key(type, most.toString())).contains(whole(most));
        assertThat(key(type, "\"" + least + "\"")).contains(whole(least));
        assertThat(key(type, "\"" + most + "\"")).contains(whole(most));
        assertThat(key(type, most + ".0")).contains(whole(most));

        assertThat(key(type, least.subtract(BigInteger.ONE).toString())).isEmpty();
        assertThat(key(type, most.add(BigInteger.ONE).toString())).isEmpty();
        assertThat(key(type, "\"" + least.subtract(BigInteger.ONE) + "\"")).isEmpty();
        assertThat(key(type, "\"" + most.add(BigInteger.ONE) + "\"")).isEmpty();
        assertThat(ColumnType.parse(type).keyExpectation()).isEqualTo("an integer from " + least + " to " + most);
    }

    @ParameterizedTest
    @ValueSource(strings = {"36", "\"36\"", "36.0", "36.000", "3.6e1", "3.6E+1", "360e-1", "\"036\""})
    void allSpellingsOfAnIntegerMakeEqualKeys(String sent) {
        assertThat(key("bigint", sent)).contains(new KeyValue.Whole(36));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0", "0.0", "-0.0", "0e999999999", "\"-0\"", "\"00000000000000000000000000\""})
    void allSpellingsOfZeroMakeEqualKeys(String sent) {
        assertThat(key("bigint", sent)).contains(new KeyValue.Whole(0));
        assertThat(key("int unsigned", sent)).contains(new KeyValue.Whole(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "36.5",
                "1e-1",
                "\"36.0\"",
                "\"3.6e1\"",
                "\"abc\"",
                "\"\"",
                "\"-\"",
                "\"+36\"",
                "\" 36\"",
                "\"36 \"",
                "\"0x24\"",
                "\"3_6\"",
                "\"\u0663\u0666\"",
                "true",
                "false",
                "null",
                "{}",
                "[36]"
            })
    void whatIsNoIntegerIsNoKeyOfAnIntegerColumn(String sent) {
        assertThat(key("bigint", sent)).isEmpty();
        assertThat(key("bigint unsigned", sent)).isEmpty();
        assertThat(key("year", sent)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1901, 1901",
        "2155, 2155",
        "'\"2022\"', 2022",
        "2022.0, 2022",
    })
    void yearsAreWhatTheColumnHolds(String sent, long year) {
        assertThat(key("year", sent)).contains(new KeyValue.Whole(year));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1900", "2156", "-1", "1", "70", "9223372036854775808"})
    void yearsBeyondTheColumnAreNoKeys(String sent) {
        assertThat(key("year", sent)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "decimal(5,2)  | 999.99      | 999.99",
                "decimal(5,2)  | -999.99     | -999.99",
                "decimal(5,2)  | 1.5         | 1.50",
                "decimal(5,2)  | \"1.5\"     | 1.50",
                "decimal(5,2)  | 1.5000      | 1.50",
                "decimal(5,2)  | 15e-1       | 1.50",
                "decimal(5,2)  | \"1.5e2\"   | 150.00",
                "decimal(5,2)  | 100         | 100.00",
                "decimal(5,2)  | -0.0        | 0.00",
                "decimal(5,2)  | \"007\"     | 7.00",
                "decimal(2,2)  | 0.99        | 0.99",
                "decimal(2,2)  | 0           | 0.00",
                "decimal(5)    | 99999       | 99999",
                "decimal(5)    | 1e4         | 10000",
                "decimal(3,1) unsigned | 0   | 0.0",
                "decimal(38,18) | 12345678901234567890.123456789012345678 | 12345678901234567890.123456789012345678",
                "decimal(65)   | 99999999999999999999999999999999999999999999999999999999999999999 |"
                        + " 99999999999999999999999999999999999999999999999999999999999999999",
            })
    void decimalsTakeTheScaleOfTheColumn(String type, String sent, BigDecimal key) {
        assertThat(key(type, sent)).contains(new KeyValue.Exact(key));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "decimal(5,2)  | 1000",
                "decimal(5,2)  | 999.991",
                "decimal(5,2)  | -1000",
                "decimal(5,2)  | 1e3",
                "decimal(5,2)  | 1e-3",
                "decimal(2,2)  | 1",
                "decimal(5)    | 0.5",
                "decimal(5)    | 100000",
                "decimal(3,1) unsigned | -0.1",
                "decimal(5,2)  | \"abc\"",
                "decimal(5,2)  | \"\"",
                "decimal(5,2)  | \"-.5\"",
                "decimal(5,2)  | \".5\"",
                "decimal(5,2)  | \"5.\"",
                "decimal(5,2)  | \"+5\"",
                "decimal(5,2)  | \"1\u06632\"",
                "decimal(5,2)  | \"NaN\"",
                "decimal(5,2)  | true",
                "decimal(5,2)  | null",
                "decimal(5,2)  | {}",
                "decimal(5,2)  | []",
            })
    void whatADecimalColumnCannotHoldIsNoKey(String type, String sent) {
        assertThat(key(type, sent)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "double          | 0.1        | 0.1",
                "double          | \"0.1\"    | 0.1",
                "double          | 36         | 36",
                "double          | 1e3        | 1000",
                "double          | -0.0       | 0.0",
                "double          | -1e-400    | 0.0",
                "double          | 1.7976931348623157e308  | 1.7976931348623157e308",
                "double          | -1.7976931348623157e308 | -1.7976931348623157e308",
                "double          | 4.9e-324   | 4.9e-324",
                "float           | 0.1        | 0.10000000149011612",
                "float           | 3.4028235e38 | 3.4028234663852886e38",
                "double unsigned | -0.0       | 0.0",
            })
    void floatsAreTheNearestThatTheColumnHolds(String type, String sent, double key) {
        assertThat(key(type, sent)).contains(new KeyValue.Float64(key));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "double          | 1.8e308",
                "double          | -1.8e308",
                "double          | 1e401",
                "float           | 3.5e38",
                "float           | -3.5e38",
                "float unsigned  | -0.1",
                "double unsigned | -1",
                "double          | \"abc\"",
                "double          | \"\"",
                "double          | \"NaN\"",
                "double          | \"Infinity\"",
                "double          | \"1d\"",
                "double          | \"1\u06632\"",
                "double          | true",
                "double          | null",
                "double          | {}",
                "double          | []",
            })
    void whatAFloatColumnCannotHoldIsNoKey(String type, String sent) {
        assertThat(key(type, sent)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tinyint", "bigint unsigned", "year", "decimal(65,30)", "float", "double"})
    void monstrousNumbersCostNothing(String type) {
        String nines = "9".repeat(100_000);

        assertTimeoutPreemptively(ofSeconds(10), () -> {
            assertThat(key(type, "1e999999999")).isEmpty();
            assertThat(key(type, "-1e999999999")).isEmpty();
            assertThat(key(type, "1e2147483647")).isEmpty();
            assertThat(key(type, "1e99999999999")).isEmpty();
            assertThat(key(type, "1e-999999999")).isEmpty();
            assertThat(key(type, "10e-2147483647")).isEmpty();
            assertThat(key(type, nines)).isEmpty();
            assertThat(key(type, "\"" + nines + "\"")).isEmpty();
            assertThat(key(type, "1." + nines)).isEmpty();
            assertThat(key(type, "9".repeat(512))).isEmpty();
        });
    }

    @Test
    void aNumberMayBeWrittenInUpTo512CharactersAsLongAsTheColumnHoldsIt() {
        String zeros = "0".repeat(509);

        assertThat(key("bigint", "36." + zeros)).contains(new KeyValue.Whole(36));
        assertThat(key("bigint", "\"0" + zeros + "36\"")).contains(new KeyValue.Whole(36));
        assertThat(key("decimal(5,2)", "1.5" + zeros)).contains(new KeyValue.Exact(new BigDecimal("1.50")));
        assertThat(key("double", "0.1" + zeros)).contains(new KeyValue.Float64(0.1));

        assertThat(key("bigint", "36.0" + zeros)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "year                  | a year from 1901 to 2155, or 0",
                "decimal(10,2)         | a decimal of up to 8 digits before and 2 behind the point",
                "decimal(3,1) unsigned | a decimal of up to 2 digits before and 1 behind the point, not negative",
                "double                | a number that fits a double",
                "float unsigned        | a number that fits a float, not negative",
            })
    void theExpectationSaysWhatTheColumnHolds(String type, String expectation) {
        assertThat(ColumnType.parse(type).keyExpectation()).isEqualTo(expectation);
    }

    private static Optional<KeyValue> key(String type, String sent) {
        return ColumnType.parse(type).toKey(Sent.json(sent));
    }

    private static KeyValue whole(BigInteger value) {
        return value.bitLength() < 64 ? new KeyValue.Whole(value.longValue()) : new KeyValue.BigWhole(value);
    }
}
