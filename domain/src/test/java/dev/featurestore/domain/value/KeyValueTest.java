package dev.featurestore.domain.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyValueTest {

    @ParameterizedTest
    @CsvSource({
        "bigint, 36",
        "bigint, -9223372036854775808",
        "bigint unsigned, 18446744073709551615",
        "year, 2022",
        "'decimal(8,3)', 1.500",
        "double, 0.1",
        "double, -1e300",
        "float, 0.1"
    })
    void aNumberThatIsSentBackMakesTheSameKey(String type, String number) {
        seesItselfAgain(type, new Value.Numeral(number));
    }

    @ParameterizedTest
    @CsvSource({
        "varchar(10), ' ä 1'",
        "binary(3), AQI=",
        "varbinary(3), AQID",
        "bit(9), AQI=",
        "date, 0999-01-02",
        "time, 11:22:33",
        "time(6), -838:00:01.000001",
        "datetime, 2022-01-24 00:00:00",
        "datetime(3), 2022-01-24 11:22:33.120",
        "timestamp(6), 2038-01-19 03:14:07.999999"
    })
    void textThatIsSentBackMakesTheSameKey(String type, String text) {
        seesItselfAgain(type, Value.text(text));
    }

    private static void seesItselfAgain(String type, Value sent) {
        ColumnType column = ColumnType.parse(type);
        KeyValue key = column.toKey(sent).orElseThrow();

        assertThat(column.toKey(asParsed(key.asSent()))).contains(key);
    }

    /** As a client reads the value from JSON and sends it again. */
    private static Value asParsed(Value value) {
        if (value instanceof Value.Bytes bytes) {
            return Value.text(Base64.getEncoder().encodeToString(bytes.bytes()));
        }
        if (value instanceof Value.Whole whole) {
            return new Value.Numeral(Long.toString(whole.value()));
        }
        if (value instanceof Value.Float64 real) {
            return new Value.Numeral(Double.toString(real.value()));
        }
        return value instanceof Value.Exact exact
                ? new Value.Numeral(exact.value().toPlainString())
                : value;
    }
}
