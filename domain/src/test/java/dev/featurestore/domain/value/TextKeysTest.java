package dev.featurestore.domain.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.domain.Sent;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextKeysTest {

    @ParameterizedTest
    @ValueSource(strings = {"char(3)", "varchar(100)", "text", "enum('abc')"})
    void textColumnsTakeStringsAndTheTextOfNumbersAsSent(String type) {
        assertThat(key(type, "\"abc\"")).contains(new KeyValue.Text("abc"));
        assertThat(key(type, "\"\"")).contains(new KeyValue.Text(""));
        assertThat(key(type, "\" a \"")).contains(new KeyValue.Text(" a "));
        assertThat(key(type, "36")).contains(new KeyValue.Text("36"));
        assertThat(key(type, "36.0")).contains(new KeyValue.Text("36.0"));
        assertThat(key(type, "1e999999999")).contains(new KeyValue.Text("1e999999999"));

        assertThat(ColumnType.parse(type).keyExpectation()).isEqualTo("a string or a number");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "char(3)",
                "text",
                "binary(3)",
                "blob",
                "bit(8)",
                "date",
                "time",
                "datetime",
                "timestamp",
                "json",
                "geometry"
            })
    void nothingElseIsAKeyOfAColumnOfText(String type) {
        assertThat(key(type, "true")).isEmpty();
        assertThat(key(type, "null")).isEmpty();
        assertThat(key(type, "{}")).isEmpty();
        assertThat(key(type, "[]")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"binary(3)", "blob", "bit(8)", "date", "time", "datetime", "timestamp", "json", "geometry"})
    void numbersAreKeysOfNumbersAndCharactersOnly(String type) {
        assertThat(key(type, "20220124")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "geometry"})
    void someColumnsCannotBeLookedUp(String type) {
        assertThat(key(type, "\"abc\"")).isEmpty();
        assertThat(ColumnType.parse(type).keyExpectation())
                .isEqualTo("nothing: a column of this type cannot be looked up");
    }

    @ParameterizedTest
    @CsvSource({
        "YWJj, 616263",
        "AP8=, 00ff",
        "+/8=, fbff",
        "'', ''",
        "AA==, 00",
        "AA, 00",
    })
    void binaryColumnsTakeBase64(String base64, String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);

        assertThat(key("varbinary(100)", "\"" + base64 + "\"")).contains(new KeyValue.Bytes(bytes));
        assertThat(key("blob", "\"" + base64 + "\"")).contains(new KeyValue.Bytes(bytes));
        assertThat(key("binary(3)", "\"" + base64 + "\"")).contains(new KeyValue.Bytes(Arrays.copyOf(bytes, 3)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "abc!", "YWJj\n", " YWJj", "-_8=", "AA=", "A===", "=", "\u00e9\u00e9\u00e9\u00e9"})
    void whatIsNoBase64IsNoKeyOfABinaryColumn(String text) {
        assertThat(key("varbinary(100)", "\"" + text + "\"")).isEmpty();
        assertThat(ColumnType.parse("blob").keyExpectation()).isEqualTo("a base64 string");
    }

    @ParameterizedTest
    @CsvSource({
        "bit(1), AQ==, 01",
        "bit, AA==, 00",
        "bit(8), /w==, ff",
        "bit(9), Af8=, 01ff",
        "bit(64), //////////8=, ffffffffffffffff",
    })
    void bitColumnsTakeAsManyBytesAsTheyHold(String type, String base64, String hex) {
        assertThat(key(type, "\"" + base64 + "\""))
                .contains(new KeyValue.Bytes(HexFormat.of().parseHex(hex)));
    }

    @ParameterizedTest
    @CsvSource({"bit(1), Ag==", "bit(8), AAA=", "bit(9), Av8=", "bit(9), /w==", "bit(8), ''", "bit(8), 1"})
    void bitsBeyondTheColumnAreNoKeys(String type, String base64) {
        assertThat(key(type, "\"" + base64 + "\"")).isEmpty();
        assertThat(ColumnType.parse("bit(9)").keyExpectation()).isEqualTo("a base64 string of 9 bits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2022-01-24", "2024-02-29", "0001-01-01", "9999-12-31", "1969-12-31"})
    void dateColumnsTakeDates(String text) {
        assertThat(key("date", "\"" + text + "\"")).contains(new KeyValue.Day(LocalDate.parse(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2023-02-29",
                "2022-04-31",
                "2022-13-01",
                "2022-00-01",
                "2022-01-00",
                "0000-00-00",
                "10000-01-01",
                "-2022-01-24",
                "2022-1-24",
                "22-01-24",
                "2022/01/24",
                "20220124",
                "2022-01-24 00:00:00",
                "2022-01-24T00:00:00",
                "2022-01-24 ",
                "\u0662\u0660\u0662\u0662-01-24",
                "today",
                ""
            })
    void daysThatDoNotExistOrAreWrittenOtherwiseAreNoKeys(String text) {
        assertThat(key("date", "\"" + text + "\"")).isEmpty();
        assertThat(ColumnType.parse("date").keyExpectation()).isEqualTo("a string such as 2022-01-24");
    }

    @ParameterizedTest
    @CsvSource({
        "time, 11:22:33, PT11H22M33S",
        "time, 00:00:00, PT0S",
        "time, -00:00:01, PT-1S",
        "time, -00:00:00, PT0S",
        "time, 24:00:00, PT24H",
        "time, 838:59:59, PT838H59M59S",
        "time, -838:59:59, PT-838H-59M-59S",
        "time, 11:22:33.000, PT11H22M33S",
        "time(3), 11:22:33.5, PT11H22M33.5S",
        "time(3), -11:22:33.500, PT-11H-22M-33.5S",
        "time(6), 11:22:33.000001, PT11H22M33.000001S",
        "time(6), 838:59:59.000000, PT838H59M59S",
        "time(6), 838:59:58.999999, PT838H59M58.999999S",
    })
    void timeColumnsTakeSpansOfEitherSign(String type, String text, Duration span) {
        assertThat(key(type, "\"" + text + "\"")).contains(new KeyValue.Span(span));
    }

    @ParameterizedTest
    @CsvSource({
        "time, 839:00:00",
        "time, -839:00:00",
        "time(6), 838:59:59.000001",
        "time(6), -838:59:59.000001",
        "time, 1000:00:00",
        "time, 11:60:00",
        "time, 11:22:60",
        "time, 11:22:33.5",
        "time(3), 11:22:33.0005",
        "time(6), 11:22:33.0000001",
        "time(6), 11:22:33.0000000000",
        "time, 11:22:33.",
        "time, 11:22",
        "time, 1:22:33",
        "time, 011:22:33",
        "time, +11:22:33",
        "time, 112233",
        "time, noon",
        "time, ''",
    })
    void spansBeyondTheColumnOrWrittenOtherwiseAreNoKeys(String type, String text) {
        assertThat(key(type, "\"" + text + "\"")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "datetime, 2022-01-29 00:00:00, 2022-01-29T00:00:00",
        "datetime, 2022-01-29 23:59:59.000, 2022-01-29T23:59:59",
        "datetime(3), 2022-01-29 11:22:33.5, 2022-01-29T11:22:33.5",
        "datetime(6), 9999-12-31 23:59:59.999999, 9999-12-31T23:59:59.999999",
        "datetime, 1000-01-01 00:00:00, 1000-01-01T00:00:00",
        "timestamp, 1970-01-01 00:00:01, 1970-01-01T00:00:01",
        "timestamp, 2038-01-19 03:14:07, 2038-01-19T03:14:07",
        "timestamp(6), 2038-01-19 03:14:07.999999, 2038-01-19T03:14:07.999999",
        // an hour that daylight saving time leaves out in many places, but not in UTC
        "timestamp, 2022-03-27 02:30:00, 2022-03-27T02:30:00",
    })
    void momentsAreTakenAsTheyAreWritten(String type, String text, LocalDateTime moment) {
        assertThat(key(type, "\"" + text + "\"")).contains(new KeyValue.Moment(moment));
    }

    @ParameterizedTest
    @CsvSource({
        "datetime, 2023-02-29 00:00:00",
        "datetime, 2022-01-29 24:00:00",
        "datetime, 2022-01-29 11:60:00",
        "datetime, 2022-01-29 11:22:60",
        "datetime, 2022-01-29 11:22:33.5",
        "datetime(3), 2022-01-29 11:22:33.0001",
        "datetime(6), 2022-01-29 11:22:33.0000001",
        "datetime, 2022-01-29",
        "datetime, 2022-01-29T11:22:33",
        "datetime, 2022-01-29 11:22:33Z",
        "datetime, 2022-01-29 11:22:33+01:00",
        "datetime, 2022-01-29  11:22:33",
        "datetime, 0000-00-00 00:00:00",
        "datetime, now",
        "timestamp, 1970-01-01 00:00:00",
        "timestamp, 1969-12-31 23:59:59",
        "timestamp, 2038-01-19 03:14:08",
        "timestamp, 0000-00-00 00:00:00",
        "timestamp, 1643414400",
    })
    void momentsBeyondTheColumnOrWrittenOtherwiseAreNoKeys(String type, String text) {
        assertThat(key(type, "\"" + text + "\"")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "time         | a string such as 11:22:33, from -838:59:59 to 838:59:59",
                "time(3)      | a string such as 11:22:33.123, from -838:59:59 to 838:59:59",
                "datetime     | a string such as 2022-01-24 11:22:33",
                "datetime(6)  | a string such as 2022-01-24 11:22:33.123456",
                "timestamp(1) | a string such as 2022-01-24 11:22:33.1 in UTC, from 1970 to 2038",
            })
    void theExpectationShowsTheFormOfTheColumn(String type, String expectation) {
        assertThat(ColumnType.parse(type).keyExpectation()).isEqualTo(expectation);
    }

    private static Optional<KeyValue> key(String type, String sent) {
        return ColumnType.parse(type).toKey(Sent.json(sent));
    }
}
