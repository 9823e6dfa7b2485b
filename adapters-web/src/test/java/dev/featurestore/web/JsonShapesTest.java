package dev.featurestore.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Texts that parsers of JSON trip over, each as a body, as an entry's value, as a passed feature and as a member that
 * is ignored: all of them are answered with what is wrong, or served, and none is an internal error. RFC 8259 says
 * which are JSON. Characters stand for bytes.
 */
class JsonShapesTest {
    @AutoClose
    private static TestServer web = TestServer.start();

    static Stream<String> json() {
        return Stream.of(
                "0",
                "-0",
                "-0.0",
                "1E400",
                "-1e-400",
                "0e1",
                "0e+1",
                "1.5E+2",
                "20e-1",
                "123456789012345678901234567890",
                "0.1000000000000000055511151231257827",
                "true",
                "false",
                "null",
                "\"\"",
                "\" \"",
                "[]",
                "[ ]",
                "{}",
                "{ }",
                "[[]]",
                "[null,1,\"1\",{}]",
                "{\"\":0}",
                "{\"a\":{\"a\":{}}}",
                "{\"a\":\"b\",\"c\":[]}",
                "\"\\u0000\"",
                "\"\\u0060\\u012a\\u12AB\"",
                "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
                "\"\\uD834\\uDd1e\"",
                "\"\\\\u0000\"",
                "\"\\uD800\"",
                "\"\\uDC00\\uD800\"",
                "\"\\uD800\\uD800\\n\"",
                "\"a/*b*/c//d\"",
                "\"\u007f\"",
                "\"\u00e2\u0080\u00a8\u00e2\u0080\u00a9\"",
                "\"\u00ef\u00bf\u00bf\"",
                "\"\u00f4\u008f\u00bf\u00bf\"",
                "\"\u00f0\u009f\u0098\u00b9\"",
                "\t\r\n 1 \t\r\n");
    }

    static Stream<String> notJson() {
        return Stream.of(
                "+1",
                "01",
                "-01",
                "-",
                "--1",
                "1.",
                ".5",
                "-.5",
                "1e",
                "1e+",
                "1E-",
                "1.e1",
                "0x1F",
                "1_000",
                "1 000",
                "NaN",
                "-NaN",
                "Infinity",
                "-Infinity",
                "Inf",
                "1+2",
                "1a",
                "-1x",
                "\u00ef\u00bc\u0091",
                "tru",
                "nul",
                "TRUE",
                "True",
                "nulls",
                "truefalse",
                "'a'",
                "a",
                "\"",
                "\"a",
                "\"\\",
                "\"\\\"",
                "\"\\x00\"",
                "\"\\a\"",
                "\"\\u\"",
                "\"\\u00A\"",
                "\"\\u00Gx\"",
                "\"\\uD800\\u\"",
                "\"\n\"",
                "\"\t\"",
                "\"\u0000\"",
                "\"\u001f\"",
                "[",
                "[1",
                "[1,",
                "[1,]",
                "[,1]",
                "[1,,2]",
                "[1 2]",
                "[\"a\"",
                "[}",
                "[1}",
                "[1:2]",
                "[\"\":1]",
                "]",
                "}",
                "{",
                "{\"",
                "{\"a",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":1",
                "{\"a\":1,",
                "{\"a\":1,}",
                "{\"a\":1,,\"b\":2}",
                "{\"a\" 1}",
                "{\"a\"::1}",
                "{\"a\",1}",
                "{,}",
                "{:1}",
                "{1:1}",
                "{a:1}",
                "{'a':1}",
                "{null:1}",
                "{\"a\":1 \"b\":2}",
                "{\"a\":\"b\"]",
                "[1]x",
                "{}}",
                "[]]",
                "1]",
                "/* */1",
                "1//",
                "#1",
                "1;",
                "*",
                "<.>",
                "\u0000",
                "\u000b1",
                "\u00a01",
                "\u00c2\u00a01",
                "\u00e2\u0081\u00a01",
                "\u00ef\u00bb\u00bf1",
                "\u00ff\u00fe1\u0000",
                "\"\u00ff\"",
                "\"\u00c0\u00af\"",
                "\"\u00e0\u0080\u00af\"",
                "\"\u00ed\u00a0\u0080\"",
                "\"\u00f4\u0090\u0080\u0080\"",
                "\"\u00e2\u0080\"",
                "\"\u0080\"",
                "[\u00e9]",
                "[".repeat(100_000),
                "[{\"\":".repeat(50_000),
                "{\"a\":".repeat(100_000),
                "\"\\".repeat(1000) + "u",
                "-".repeat(100_000),
                "9".repeat(100_000) + "x");
    }

    @ParameterizedTest
    @MethodSource("json")
    void jsonIsServedOrRefusedForWhatItSays(String text) {
        assertThat(statuses(text)).containsOnly(200, 400);
        assertThat(status(ignored(text))).isEqualTo(200);
        assertThat(status(passed(text))).isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("notJson")
    void whatIsNoJsonIsMalformed(String text) {
        assertThat(statuses(text)).containsOnly(400);
    }

    private static List<Integer> statuses(String text) {
        return Stream.of(
                        text,
                        ignored(text),
                        passed(text),
                        "{" + Bodies.VIEW + ",\"entries\":{\"id1\":" + text + "}}",
                        "{" + Bodies.VIEW + ",\"entries\":" + text + "}",
                        "{" + Bodies.VIEW + ",\"featureStoreName\":" + text + ",\"entries\":{\"id1\":1}}")
                .map(JsonShapesTest::status)
                .toList();
    }

    private static String ignored(String text) {
        return "{" + Bodies.VIEW + ",\"ignored\":" + text + ",\"entries\":{\"id1\":1}}";
    }

    private static String passed(String text) {
        return "{" + Bodies.VIEW + ",\"entries\":{\"id1\":1},\"passedFeatures\":{\"data1\":" + text + "}}";
    }

    private static int status(String body) {
        HttpResponse<String> response =
                web.send("POST", TestServer.SINGLE, BodyPublishers.ofByteArray(body.getBytes(ISO_8859_1)));
        assertThat(response.body().getBytes(UTF_8)).isNotEmpty();
        if (response.statusCode() == 400) {
            assertThat(response.body()).contains("\"code\":20");
        }
        return response.statusCode();
    }
}
