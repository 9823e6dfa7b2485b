package dev.featurestore.inmemory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.featurestore.application.port.Deadline;
import dev.featurestore.application.port.FeatureViews.Resolution;
import dev.featurestore.domain.value.JsonType;
import dev.featurestore.domain.value.Value;
import dev.featurestore.domain.vector.EntryKeys;
import dev.featurestore.domain.vector.Key;
import dev.featurestore.domain.vector.Row;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.domain.view.FeatureViewName;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** In which form values of the data file are served. */
final class DataFileValuesTest {
    private static final String FILE = """
            {"projects": [{"name": "p"}],
             "featureStores": [{"name": "s", "project": "p",
               "featureGroups": [{"name": "g", "version": 1, "primaryKey": ["k"],
                 "features": [{"name": "k", "type": "int"}, {"name": "v", "type": "%s", "onlineType": "%s"}],
                 "rows": [[1, %s]]}],
               "featureViews": [{"name": "v", "version": 1,
                 "joins": [{"featureGroup": "g", "version": 1, "features": ["v"]}]}]}]}
            """;

    private static InMemoryStore store(String type, String onlineType, String value) {
        return SoundFile.load(FILE.formatted(type, onlineType, value));
    }

    private static FeatureView view(InMemoryStore store) {
        return ((Resolution.Found) store.find(new FeatureViewName("s", "v", 1))).view();
    }

    private static EntryKeys key(FeatureView view) {
        Value one = new Value.Numeral("1");
        return new EntryKeys(List.of(Optional.of(new Key(
                List.of(view.lookups().get(0).key().get(0).type().toKey(one).orElseThrow())))));
    }

    @ParameterizedTest
    @MethodSource("values")
    void aValueIsServedInTheFormOfItsColumn(String type, String onlineType, String json, Value expected) {
        InMemoryStore store = store(type, onlineType, json);
        FeatureView view = view(store);

        Row row = store.read(view, List.of(key(view)), Deadline.NONE)
                .join()
                .get(0)
                .byLookup()
                .get(0);

        assertThat(row).isEqualTo(new Row.Found(List.of(expected)));
    }

    static Stream<Arguments> values() {
        return Stream.of(
                arguments("int", "year", "2024", new Value.Whole(2024)),
                arguments(
                        "bigint",
                        "bigint unsigned",
                        "18446744073709551615",
                        new Value.Exact(new BigDecimal("18446744073709551615"))),
                arguments("decimal(10,2)", "decimal(10,2)", "1.5", new Value.Exact(new BigDecimal("1.50"))),
                arguments("decimal(10,2)", "decimal(10,2)", "3", new Value.Exact(new BigDecimal("3.00"))),
                arguments("float", "float", "0.1", new Value.Float32(0.1f)),
                arguments("double", "double", "1e-3", new Value.Float64(0.001)),
                arguments("string", "time(2)", "\"-11:22:33.5\"", Value.text("-11:22:33.50")),
                arguments("timestamp", "datetime(3)", "\"2022-01-24 01:02:03\"", Value.text("2022-01-24 01:02:03.000")),
                arguments("timestamp", "timestamp", "\"2022-01-24 01:02:03.000\"", Value.text("2022-01-24 01:02:03")),
                arguments("binary", "bit(9)", "\"Af8=\"", new Value.Bytes(new byte[] {1, -1})),
                arguments("binary", "binary(2)", "\"Af8=\"", new Value.Bytes(new byte[] {1, -1})),
                arguments(
                        "string",
                        "json",
                        "{\"a\": [1.50, null]}",
                        new Value.Verbatim(JsonType.OBJECT, "{\"a\":[1.50,null]}")),
                arguments("char(3)", "char(3)", "\"\\ta \"", Value.text("\ta")),
                arguments("char(3)", "char(3)", "\"abc  \"", Value.text("abc")),
                arguments("char(3)", "char(3)", "\" \"", Value.text("")),
                arguments("string", "varchar(3)", "\"a  \"", Value.text("a  ")),
                arguments("array<double>", "blob", "[1, 2.5]", new Value.Doubles(new double[] {1, 2.5})),
                arguments("ARRAY< float >", "blob", "[0.1]", new Value.Floats(new float[] {0.1f})),
                arguments(
                        "array<decimal(5,2)>",
                        "blob",
                        "[1.50]",
                        new Value.Sequence(List.of(new Value.Numeral("1.50")))),
                arguments(
                        "array<array<double>>",
                        "blob",
                        "[[2, 1e-7], [], null]",
                        new Value.Sequence(List.of(
                                new Value.Doubles(new double[] {2, 1e-7}),
                                new Value.Doubles(new double[0]),
                                Value.NULL))),
                arguments(
                        "Struct< Of : FLOAT , n:decimal(10,2), at:map<string,struct<x:double,y:bigint>> >",
                        "blob",
                        "{\"Of\": 1.50, \"n\": 1.50, \"at\": {\"k\": {\"x\": 3, \"y\": 4}}}",
                        new Value.Struct(
                                List.of("Of", "n", "at"),
                                List.of(
                                        new Value.Float32(1.5f),
                                        new Value.Numeral("1.50"),
                                        new Value.Struct(
                                                List.of("k"),
                                                List.of(new Value.Struct(
                                                        List.of("x", "y"),
                                                        List.of(new Value.Float64(3), new Value.Whole(4)))))))),
                arguments(
                        "struct",
                        "blob",
                        "{\"a\": [1.50]}",
                        new Value.Struct(
                                List.of("a"), List.of(new Value.Sequence(List.of(new Value.Numeral("1.50")))))),
                arguments(
                        "array<uniontype<double,array<float>>>",
                        "blob",
                        "[1, [1.50]]",
                        new Value.Sequence(List.of(
                                new Value.Numeral("1"), new Value.Sequence(List.of(new Value.Numeral("1.50")))))),
                arguments(
                        "map<string,boolean>",
                        "blob",
                        "{\"b\": true, \"a\": null}",
                        new Value.Struct(List.of("b", "a"), List.of(new Value.Bool(true), Value.NULL))));
    }

    @ParameterizedTest
    @MethodSource("misfits")
    void aComplexValueIsOfItsTypeThroughout(String type, String json, String expected) {
        List<String> problems = SoundFile.problems(FILE.formatted(type, "blob", json));

        assertThat(problems).containsExactly("featureStores[0].featureGroups[0].rows[0][1]" + expected);
    }

    static Stream<Arguments> misfits() {
        return Stream.of(
                arguments(
                        "array<map<string,float>>",
                        "[{\"k\": 1e39}]",
                        "[0][\"k\"]: expected a number that fits a float, got 1E+39"),
                arguments(
                        "struct<a:array<smallint>>",
                        "{\"a\": [32768]}",
                        "[\"a\"][0]: expected an integer from -32768 to 32767, got 32768"),
                arguments("array<int>", "[1.0]", "[0]: expected an integer from -2147483648 to 2147483647, got 1.0"),
                arguments("array<array<int>>", "[1]", "[0]: expected an array (type array<int>), got 1"),
                arguments(
                        "struct<a:int,b:int>",
                        "{\"b\": 1, \"a\": 1}",
                        ": expected the fields [a, b], in this order, got [b, a]"),
                arguments("struct<a:int,b:int>", "{\"a\": 1}", ": expected the fields [a, b], in this order, got [a]"));
    }

    @Test
    void aCharKeyIsTheSameWithBlanksAtItsEnd() {
        List<String> problems =
                SoundFile.problems(FILE.replace("\"k\", \"type\": \"int\"", "\"k\", \"type\": \"char(2)\"")
                        .replace("[[1, %s]]", "[[\"a\", 1], [\"a \", 2]]")
                        .formatted("int", "int"));

        assertThat(problems)
                .containsExactly("featureStores[0].featureGroups[0].rows[1]: an earlier row has the same primary key");
    }

    @Test
    void anArrayOfFloatsHoldsNoNumberBeyondTheirRange() {
        List<String> problems = SoundFile.problems(FILE.formatted("array<float>", "blob", "[3.4e38, -1e39, 1e-50]"));

        assertThat(problems)
                .containsExactly("featureStores[0].featureGroups[0].rows[0][1][1]:"
                        + " expected a number that fits a float, got -1E+39");
    }

    @Test
    void aViewOfAnotherStoreIsRefused() {
        InMemoryStore one = store("int", "int", "1");
        InMemoryStore other = store("int", "int", "1");
        FeatureView foreign = view(other);

        assertThatThrownBy(() -> one.read(foreign, List.of(key(foreign)), Deadline.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("s/v version 1");
    }

    @Test
    void idsThatAreNotGivenLeaveOutThoseThatAre() {
        String file = """
                {"projects": [{"name": "p"}],
                 "featureStores": [
                   {"name": "a", "project": "p"}, {"name": "b", "project": "p", "id": 2}, {"name": "c", "project": "p"}]}
                """;
        InMemoryStore store = SoundFile.load(file);

        assertThat(Stream.of("a", "b", "c").map(name -> store.find(new FeatureViewName(name, "v", 1))))
                .extracting(
                        resolution -> ((Resolution.NoView) resolution).store().id())
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .containsExactly(1, 2, 3);
    }
}
