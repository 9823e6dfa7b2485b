package dev.featurestore.web;

import static dev.featurestore.web.Bodies.single;
import static dev.featurestore.web.Bodies.withView;
import static dev.featurestore.web.TestServer.SINGLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import dev.featurestore.application.usecase.Answer;
import dev.featurestore.application.usecase.GetFeatureVector;
import dev.featurestore.domain.value.JsonType;
import dev.featurestore.domain.value.Value;
import dev.featurestore.domain.vector.Entry;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
    private static final Function<GetFeatureVector.Query, Answer<GetFeatureVector.Vector>> ECHO = new FakeApi().vector;

    @AutoClose
    private static TestServer web = TestServer.start();

    @BeforeEach
    void echo() {
        web.fake.vector = ECHO;
    }

    static Stream<Arguments> written() {
        return Stream.of(
                arguments(Value.NULL, "null"),
                arguments(new Value.Bool(true), "true"),
                arguments(new Value.Bool(false), "false"),
                arguments(new Value.Numeral("1.50"), "1.50"),
                arguments(new Value.Numeral("1e400"), "1e400"),
                arguments(new Value.Whole(Long.MAX_VALUE), "9223372036854775807"),
                arguments(new Value.Whole(Long.MIN_VALUE), "-9223372036854775808"),
                arguments(
                        new Value.Exact(new BigDecimal(new BigInteger("18446744073709551615"))),
                        "18446744073709551615"),
                arguments(new Value.Exact(new BigDecimal("1.50")), "1.50"),
                arguments(new Value.Exact(new BigDecimal("-0.00000000000000000001")), "-0.00000000000000000001"),
                arguments(new Value.Exact(new BigDecimal("1E+3")), "1000"),
                arguments(new Value.Exact(new BigDecimal("1E+1000000000")), "1E+1000000000"),
                arguments(new Value.Float32(0.1f), "0.1"),
                arguments(new Value.Float32(-0.0f), "-0.0"),
                arguments(new Value.Float32(Float.MAX_VALUE), "3.4028235E38"),
                arguments(new Value.Float32(Float.NaN), "null"),
                arguments(new Value.Float32(Float.NEGATIVE_INFINITY), "null"),
                arguments(new Value.Float64(0.1), "0.1"),
                arguments(new Value.Float64(-0.0), "-0.0"),
                arguments(new Value.Float64(0.1f), "0.10000000149011612"),
                arguments(new Value.Float64(Double.MIN_VALUE), "4.9E-324"),
                arguments(new Value.Float64(Double.parseDouble("2e23")), "2.0E23"),
                arguments(new Value.Float64(Double.MAX_VALUE), "1.7976931348623157E308"),
                arguments(new Value.Float64(Double.NaN), "null"),
                arguments(new Value.Float64(Double.POSITIVE_INFINITY), "null"),
                arguments(new Value.Bytes(new byte[] {}), "\"\""),
                arguments(new Value.Bytes(new byte[] {(byte) 0xFB, (byte) 0xFF, 0, 1}), "\"+/8AAQ==\""),
                arguments(Value.text(""), "\"\""),
                arguments(Value.text("say \"hi\" \\ /"), "\"say \\\"hi\\\" \\\\ /\""),
                arguments(Value.text("\u0000\u001f\b\t\n\r\u007f"), "\"\\u0000\\u001F\\b\\t\\n\\r\u007f\""),
                arguments(Value.text("Zoë 日本\u2028"), "\"Zoë 日本\u2028\""),
                arguments(Value.text("lone \ud800 and \udc00"), "\"lone \\uD800 and \\uDC00\""),
                arguments(new Value.Verbatim(JsonType.OBJECT, "{\"a\": [1.0, \"é\"]}"), "{\"a\": [1.0, \"é\"]}"),
                arguments(new Value.Doubles(new double[] {0.5, Double.NaN, 1e21}), "[0.5,null,1.0E21]"),
                arguments(new Value.Floats(new float[] {0.1f, Float.POSITIVE_INFINITY}), "[0.1,null]"),
                arguments(
                        new Value.Sequence(List.of(new Value.Whole(1), new Value.Sequence(List.of()), Value.NULL)),
                        "[1,[],null]"),
                arguments(
                        new Value.Struct(
                                List.of("a \"b\"", "c"),
                                List.of(Value.text("x"), new Value.Struct(List.of(), List.of()))),
                        "{\"a \\\"b\\\"\":\"x\",\"c\":{}}"));
    }

    @ParameterizedTest
    @MethodSource("written")
    void valuesAreWrittenExactly(Value value, String json) {
        web.fake.serve(value, Value.NULL);

        String body = web.post(SINGLE, single("{'id1':1}")).body();

        assertThat(body).startsWith("{\"features\":[" + json + ",null],");
    }

    @Test
    void everyKindOfValueIsAmongThoseWritten() {
        List<Class<?>> written = written()
                .<Class<?>>map(arguments -> arguments.get()[0].getClass())
                .distinct()
                .collect(Collectors.toList());

        assertThat(written).containsExactlyInAnyOrderElementsOf(Arrays.asList(Value.class.getPermittedSubclasses()));
    }

    @Test
    void emojiComeBackWhateverWayTheyAreWritten() {
        web.fake.serve(Value.text("😀👩‍👩‍👧"));

        JsonNode answer = OpenApi.parsed(web.post(SINGLE, single("{'id1':1}")).body());

        assertThat(answer.at("/features/0").asText()).isEqualTo("😀👩‍👩‍👧");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "18446744073709551615",
                "-0",
                "-0.0",
                "1.50",
                "1e400",
                "1E+05",
                "0.1000000000000000055511151231257827",
                "123456789012345678901234567890",
                "true",
                "false",
                "null",
                "\"\"",
                "\"36\"",
                "\"q\\\"\\\\\\n\"",
                "\"ünï日本\"",
                "\"\\uD800\"",
                "\"😀é😀\"",
                "\"\\uD83D\\uD83D😀\\uDE00\\uDE00\"",
                "[]",
                "{}",
                "[1.50, 1e400, {\"a\" : null}]",
                "{\"z\":1,\"a\":{\"é😀\":[ \"\\ud83d\\ude00\" ]},\"a\":2}",
                "[[[[\"deep\"]]]]"
            })
    void whatIsSentComesBackAsItWasWritten(String json) {
        String request = withView("'entries':{'id1':1,'k':" + json + "},'passedFeatures':{'f': " + json + "\n}");

        String body = web.post(SINGLE, request).body();

        assertThat(body).startsWith("{\"features\":[1," + json + "," + json + "],");
    }

    @Test
    void emojiInSentTextComeBackEqual() {
        JsonNode answer = OpenApi.parsed(
                web.post(SINGLE, single("{'id1':'😀 and \\ud83d\\ude00'}")).body());

        assertThat(answer.at("/features/0").asText()).isEqualTo("😀 and 😀");
    }

    @Test
    void entriesReachTheUseCaseWithTheirKindsAndInOrder() {
        AtomicReference<GetFeatureVector.Query> seen = new AtomicReference<>();
        web.fake.vector = query -> {
            seen.set(query);
            return ECHO.apply(query);
        };

        web.post(SINGLE, single("{'z':36,'y':'36','x':true,'w':null,'v':[1, 2],'u':{'a':1},'':''}"));

        Map<String, Value> values = ((Entry.Given) seen.get().entry()).values();
        assertThat(values)
                .containsExactly(
                        Map.entry("z", new Value.Numeral("36")),
                        Map.entry("y", Value.text("36")),
                        Map.entry("x", new Value.Bool(true)),
                        Map.entry("w", Value.NULL),
                        Map.entry("v", new Value.Verbatim(JsonType.ARRAY, "[1, 2]")),
                        Map.entry("u", new Value.Verbatim(JsonType.OBJECT, "{\"a\":1}")),
                        Map.entry("", Value.text("")));
    }

    @Test
    void thousandsOfNamesWithTheSameHashAreReadQuickly() {
        // "Aa" and "BB" have the same hash, so all of these do.
        StringBuilder entries = new StringBuilder("{'id1':1");
        for (int i = 0; i < 1 << 14; i++) {
            entries.append(",'");
            for (int bit = 0; bit < 14; bit++) {
                entries.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            entries.append("':1");
        }
        long start = System.nanoTime();

        int status = web.post(SINGLE, single(entries + "}")).statusCode();

        assertThat(status).isEqualTo(200);
        assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
    }
}
