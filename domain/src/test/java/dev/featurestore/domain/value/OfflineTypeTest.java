package dev.featurestore.domain.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OfflineTypeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "boolean               | BOOLEAN      | boolean",
                "tinyint               | NUMBER       | number",
                "smallint              | NUMBER       | number",
                "int                   | NUMBER       | number",
                "bigint                | NUMBER       | number",
                "float                 | NUMBER       | number",
                "double                | NUMBER       | number",
                "decimal               | NUMBER       | number",
                "decimal(10,2)         | NUMBER       | number",
                "decimal (10, 2)       | NUMBER       | number",
                "string                | STRING       | string",
                "date                  | STRING       | string",
                "timestamp             | STRING,NUMBER | string or number",
                "binary                | STRING       | string",
                "char(3)               | STRING       | string",
                "varchar(100)          | STRING       | string",
                "array<bigint>         | ARRAY,OBJECT | array or object",
                "map<string,int>       | ARRAY,OBJECT | array or object",
                "struct<a:int,b:string>| ARRAY,OBJECT | array or object",
                "uniontype<int,string> | ARRAY,OBJECT | array or object",
                "array<struct<boolean:boolean>> | ARRAY,OBJECT | array or object",
            })
    void acceptsOnlyItsKind(String text, String kinds, String word) {
        for (OfflineType type : inManySpellings(text)) {
            for (JsonType kind : JsonType.values()) {
                assertThat(type.accepts(kind))
                        .as("%s accepts %s", type, kind)
                        .isEqualTo(List.of(kinds.split(",", -1)).contains(kind.name()));
            }
            assertThat(type.expected()).isEqualTo(word);
            assertThat(type.isComplex()).isEqualTo(word.equals("array or object"));
        }
    }

    private static List<OfflineType> inManySpellings(String text) {
        List<OfflineType> types = new ArrayList<>();
        for (String spelling : List.of(text, text.toUpperCase(Locale.ROOT), " " + text + " ")) {
            types.add(OfflineType.of(spelling));
        }
        return types;
    }

    @ParameterizedTest
    @EnumSource(JsonType.class)
    void aTypeThatIsNotKnownAcceptsAnything(JsonType kind) {
        assertThat(OfflineType.of("interval").accepts(kind)).isTrue();
        assertThat(OfflineType.of("interval").isComplex()).isFalse();
        assertThat(OfflineType.of("interval").expected()).isEqualTo("any value");
        assertThat(OfflineType.of("").accepts(kind)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ARRAY<Double>", " bigint ", "Decimal(10,2)", ""})
    void keepsItsTextAsStored(String text) {
        assertThat(OfflineType.of(text).text()).isEqualTo(text);
        assertThat(OfflineType.of(text)).hasToString(text);
    }

    @Test
    void isEqualByItsText() {
        assertThat(OfflineType.of("int")).isEqualTo(OfflineType.of("int")).hasSameHashCodeAs(OfflineType.of("int"));
        assertThat(OfflineType.of("int")).isNotEqualTo(OfflineType.of("INT")).isNotEqualTo(null);
    }
}
