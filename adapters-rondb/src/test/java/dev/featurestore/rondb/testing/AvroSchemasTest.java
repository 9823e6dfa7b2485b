package dev.featurestore.rondb.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AvroSchemasTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bigint | [\"null\",\"long\"]",
                "Array<Float> | [\"null\",{\"type\":\"array\",\"items\":[\"null\",\"float\"]}]",
                "map<string, int> | [\"null\",{\"type\":\"map\",\"values\":[\"null\",\"int\"]}]",
                "varchar(10) | [\"null\",\"string\"]",
                "uniontype<int,string> | [\"null\",\"int\",\"string\"]"
            })
    void everyValueMayBeNull(String type, String schema) {
        assertThat(AvroSchemas.of("r", type)).hasToString(schema);
    }

    @Test
    void structsInStructsHaveNamesOfTheirOwn() {
        assertThat(AvroSchemas.of("r", "struct<a:struct<b:int>,c:struct<d:decimal(4,2)>>")
                        .toString())
                .contains("\"name\":\"r_1\"", "\"name\":\"r_2\"", "\"name\":\"r_3\"", "\"precision\":4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text", "array<", "array<int", "array<int>>", "struct<a>", "decimal(1", "map<string>"})
    void whatIsNoTypeIsRefused(String type) {
        assertThatThrownBy(() -> AvroSchemas.of("r", type))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no offline type");
    }
}
