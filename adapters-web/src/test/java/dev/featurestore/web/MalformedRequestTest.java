package dev.featurestore.web;

import static dev.featurestore.web.Bodies.VIEW;
import static dev.featurestore.web.Bodies.json;
import static dev.featurestore.web.Bodies.single;
import static dev.featurestore.web.Bodies.withView;
import static dev.featurestore.web.TestServer.BATCH;
import static dev.featurestore.web.TestServer.SINGLE;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MalformedRequestTest {
    private static final String REQUIRED = "Error:Field validation for '%s' failed";

    @AutoClose
    private static TestServer web =
            TestServer.start(TestServer.settings().within(new WebSettings.Limits(4, 10, 3, 100_000, 8192)));

    static Stream<Arguments> malformedJson() {
        return Stream.of(
                arguments("", "body is empty"),
                arguments("   \n", "body is empty"),
                arguments("null", "Wrong type of 'body'. Got: 'null', expected: 'object'"),
                arguments("[]", "Wrong type of 'body'. Got: 'array' [], expected: 'object'"),
                arguments("42", "Got: 'number' 42"),
                arguments("'text'", "Got: 'string' \"text\""),
                arguments("true", "Got: 'boolean' true"),
                arguments("{", "(line 1, column 2)"),
                arguments("{'a':{'id1':1}", "Unexpected end-of-input"),
                arguments("{'entries'", "(line 1, column 11)"),
                arguments("{'entries':", "(line 1, column 12)"),
                arguments("{'a':{'id1':1}}}", "(line 1, column 16)"),
                arguments("{}{}", "Something follows the end of the JSON object (line 1, column 3)"),
                arguments("{} x", "Unrecognized token 'x'"),
                arguments("{} null", "Something follows the end of the JSON object (line 1, column 4)"),
                arguments("{\n  'a': 1,\n  'b': }", "Malformed JSON: Unexpected character ('}' (code 125))"),
                arguments("{\n  'a': 1,\n  'b': }", "(line 3, column 8)"),
                arguments("{'a':1,}", "Malformed JSON"),
                arguments("{,'a':1}", "Malformed JSON"),
                arguments("{'a' 1}", "was expecting a colon"),
                arguments("{a:1}", "was expecting double-quote"),
                arguments("{'a':[}", "Malformed JSON: Unexpected close marker '}': expected ']' (line 1, column 7)"),
                arguments("{'a':[1,]}", "Malformed JSON"),
                arguments("{'a':01}", "Leading zeroes not allowed"),
                arguments("{'a':+1}", "Malformed JSON"),
                arguments("{'a':.5}", "Malformed JSON"),
                arguments("{'a':1.}", "Malformed JSON"),
                arguments("{'a':1e}", "Malformed JSON"),
                arguments("{'a':-}", "Malformed JSON"),
                arguments("{'a':0x10}", "Malformed JSON"),
                arguments("{'a':NaN}", "NaN"),
                arguments("{'a':Infinity}", "Infinity"),
                arguments("{'a':tru}", "Unrecognized token 'tru'"),
                arguments("{'a':TRUE}", "Unrecognized token 'TRUE'"),
                arguments("{'a':'x\ny'}", "CTRL-CHAR, code 10"),
                arguments("{'a':'\t'}", "CTRL-CHAR, code 9"),
                arguments("{'a':'\\q'}", "Unrecognized character escape"),
                arguments("{'a':'\\u12'}", "Malformed JSON"),
                arguments("{'a':'unfinished", "Unexpected end-of-input"),
                arguments("{/* why */'a':1}", "Malformed JSON: Unexpected character ('/' (code 47))"),
                arguments("{'a':1}#", "Malformed JSON"),
                arguments("{'a':{'b':[}]}", "Malformed JSON"),
                arguments("{\0'a':1}", "looks like UTF-16"),
                arguments("{'a':" + "[".repeat(200) + "]".repeat(200) + "}", "nested deeper than 100 levels"),
                arguments("{'a':" + "{'a':".repeat(5000), "nested deeper than 100 levels"),
                arguments(
                        "{'entries':{'id1':" + "[".repeat(100) + "]".repeat(100) + "}}",
                        "nested deeper than 100 levels"),
                arguments("{'a':1" + "0".repeat(1000) + "}", "a number is longer than 1000 characters"),
                arguments("{'a':0." + "1".repeat(1001) + "}", "a number is longer than 1000 characters"),
                arguments("{'" + "n".repeat(1001) + "':1}", "the name of a member is longer than 1000 characters"),
                arguments("{'" + "é".repeat(1001) + "':1}", "the name of a member is longer than 1000 characters"));
    }

    @ParameterizedTest
    @MethodSource("malformedJson")
    void malformedJsonIsRefusedWithWhatAndWhere(String body, String message) {
        HttpResponse<String> single = web.post(SINGLE, json(body));
        HttpResponse<String> batch = web.post(BATCH, json(body));

        assertRefused(single, 20, message);
        assertRefused(batch, 20, message);
    }

    static Stream<Arguments> wrongMembers() {
        String name = "'featureStoreName':'s',";
        String view = "'featureViewName':'v',";
        String version = "'featureViewVersion':1,";
        return Stream.of(
                arguments("{}", REQUIRED.formatted("FeatureStoreName")),
                arguments("{}", REQUIRED.formatted("FeatureViewName")),
                arguments("{}", REQUIRED.formatted("FeatureViewVersion")),
                arguments("{}", REQUIRED.formatted("Entries")),
                arguments("{" + view + version + "'entries':{}}", REQUIRED.formatted("FeatureStoreName")),
                arguments("{" + name + version + "'entries':{}}", REQUIRED.formatted("FeatureViewName")),
                arguments("{" + name + view + "'entries':{}}", REQUIRED.formatted("FeatureViewVersion")),
                arguments("{" + VIEW + "}", REQUIRED.formatted("Entries")),
                arguments("{'featureStoreName':null," + view + version + "'entries':{}}", "'FeatureStoreName' failed"),
                arguments("{'featureStoreName':''," + view + version + "'entries':{}}", "'FeatureStoreName' failed"),
                arguments("{" + name + "'featureViewName':''," + version + "'entries':{}}", "'FeatureViewName' failed"),
                arguments("{" + name + view + "'featureViewVersion':null,'entries':{}}", "'FeatureViewVersion' failed"),
                arguments(withView("'entries':null"), REQUIRED.formatted("Entries")),
                arguments("{'featurestorename':'s'," + view + version + "'entries':{}}", "'FeatureStoreName' failed"),
                arguments(
                        "{'featureStoreName':7}",
                        "Wrong type of 'featureStoreName'. Got: 'number' 7, expected: 'string' (line 1, column 21)"),
                arguments("{'featureStoreName':true}", "Got: 'boolean' true, expected: 'string'"),
                arguments("{'featureStoreName':['s']}", "Got: 'array' [\"s\"], expected: 'string'"),
                arguments("{'featureStoreName':{'a':1}}", "Got: 'object' {\"a\":1}, expected: 'string'"),
                arguments("{'featureViewName':1.5}", "Wrong type of 'featureViewName'. Got: 'number' 1.5"),
                arguments(
                        "{'featureViewVersion':'1'}",
                        "Wrong type of 'featureViewVersion'. Got: 'string' \"1\", expected: 'integer'"),
                arguments("{'featureViewVersion':1.0}", "Got: 'number' 1.0, expected: 'integer'"),
                arguments("{'featureViewVersion':1e0}", "Got: 'number' 1e0, expected: 'integer'"),
                arguments("{'featureViewVersion':true}", "Got: 'boolean' true, expected: 'integer'"),
                arguments("{'featureViewVersion':[1]}", "Got: 'array' [1], expected: 'integer'"),
                arguments("{'featureViewVersion':2147483648}", "from -2147483648 to 2147483647"),
                arguments("{'featureViewVersion':-2147483649}", "from -2147483648 to 2147483647"),
                arguments("{'featureViewVersion':99999999999999999999}", "Got: 'number' 99999999999999999999"),
                arguments("{'featureStoreName':" + "9".repeat(300) + "}", "9".repeat(100) + "..., expected"),
                arguments("{'metadataOptions':[]}", "Wrong type of 'metadataOptions'. Got: 'array' []"),
                arguments("{'metadataOptions':true}", "Wrong type of 'metadataOptions'. Got: 'boolean' true"),
                arguments(
                        "{'metadataOptions':{'featureName':'true'}}",
                        "Wrong type of 'metadataOptions.featureName'. Got: 'string' \"true\", expected: 'boolean'"),
                arguments("{'metadataOptions':{'featureType':1}}", "Wrong type of 'metadataOptions.featureType'"),
                arguments("{'options':'x'}", "Wrong type of 'options'. Got: 'string' \"x\", expected: 'object'"),
                arguments("{'options':{'validatePassedFeatures':0}}", "'options.validatePassedFeatures'"),
                arguments("{'options':{'includeDetailedStatus':[]}}", "'options.includeDetailedStatus'"),
                arguments(
                        "{'featureStoreName':'a','featureStoreName':'b'}",
                        "Duplicate member 'featureStoreName' (line 1, column"),
                arguments("{'featureViewVersion':1,'featureViewVersion':1}", "Duplicate member 'featureViewVersion'"),
                arguments("{'featureViewName':null,'featureViewName':'b'}", "Duplicate member 'featureViewName'"),
                arguments("{'entries':null,'entries':null}", "Duplicate member 'entries'"),
                arguments("{'entries':null,'\\u0065ntries':null}", "Duplicate member 'entries'"),
                arguments("{'passedFeatures':null,'passedFeatures':null}", "Duplicate member 'passedFeatures'"),
                arguments("{'options':{},'options':{}}", "Duplicate member 'options'"),
                arguments(
                        "{'metadataOptions':{'featureName':true,'featureName':false}}",
                        "Duplicate member 'featureName' in 'metadataOptions'"),
                arguments(
                        "{'options':{'includeDetailedStatus':true,'includeDetailedStatus':true}}",
                        "Duplicate member 'includeDetailedStatus' in 'options'"));
    }

    @ParameterizedTest
    @MethodSource("wrongMembers")
    void wrongMembersOfEitherRequestAreNamed(String body, String message) {
        HttpResponse<String> single = web.post(SINGLE, json(body));
        HttpResponse<String> batch = web.post(BATCH, json(body).replace("\"entries\":{}", "\"entries\":[]"));

        assertRefused(single, 20, message);
        assertRefused(batch, 20, message);
    }

    static Stream<Arguments> wrongSingle() {
        return Stream.of(
                arguments("'entries':[]", "Wrong type of 'entries'. Got: 'array' [], expected: 'object'"),
                arguments("'entries':'id1'", "Got: 'string' \"id1\", expected: 'object'"),
                arguments("'entries':5", "Got: 'number' 5, expected: 'object'"),
                arguments("'entries':{'id1':1,'id1':2}", "Duplicate member 'id1' in 'entries'"),
                arguments("'entries':{'id1':1,'id\\u0031':1}", "Duplicate member 'id1' in 'entries'"),
                arguments("'entries':{'':1,'':1}", "Duplicate member '' in 'entries'"),
                arguments("'entries':{},'passedFeatures':[]", "Wrong type of 'passedFeatures'. Got: 'array' []"),
                arguments("'entries':{},'passedFeatures':'x'", "Wrong type of 'passedFeatures'"),
                arguments("'passedFeatures':{'a':1,'a':1}", "Duplicate member 'a' in 'passedFeatures'"));
    }

    @ParameterizedTest
    @MethodSource("wrongSingle")
    void wrongMembersOfASingleRequestAreNamed(String members, String message) {
        HttpResponse<String> response = web.post(SINGLE, withView(members));

        assertRefused(response, 20, message);
    }

    static Stream<Arguments> wrongBatch() {
        String two = "'entries':[{'id1':1},{'id1':2}],";
        return Stream.of(
                arguments("'entries':{}", 20, "Wrong type of 'entries'. Got: 'object' {}, expected: 'array'"),
                arguments("'entries':'x'", 20, "Wrong type of 'entries'"),
                arguments("'entries':[{'a':1},{'b':1,'b':2}]", 20, "Duplicate member 'b' in 'entries[1]'"),
                arguments(two + "'passedFeatures':{}", 20, "Wrong type of 'passedFeatures'. Got: 'object' {}"),
                arguments(two + "'passedFeatures':[null,5]", 20, "Wrong type of 'passedFeatures[1]'. Got: 'number' 5"),
                arguments(two + "'passedFeatures':[null,{},[]]", 20, "Wrong type of 'passedFeatures[2]'. Got: 'array'"),
                arguments(two + "'passedFeatures':[{'a':1,'a':2}]", 20, "Duplicate member 'a' in 'passedFeatures[0]'"),
                arguments(two + "'requestId':7", 20, "Wrong type of 'requestId'. Got: 'number' 7"),
                arguments(two + "'requestId':'a','requestId':'a'", 20, "Duplicate member 'requestId'"),
                arguments("'entries':[]", 15, "'entries' is empty"),
                arguments("'entries':[],'passedFeatures':[{}]", 15, "'entries' is empty"),
                arguments(two + "'passedFeatures':[{}]", 13, "'passedFeatures' has 1 items, 'entries' has 2"),
                arguments(two + "'passedFeatures':[null,null,null,{},null]", 13, "has 5 items, 'entries' has 2"),
                arguments("'entries':[1,2,3,4]", 21, "at most 3 entries"),
                arguments("'entries':[1,2,3,4],'passedFeatures':[{},{},{},{}]", 21, "at most 3 entries"),
                arguments("'entries':[1,2,3,4],'passedFeatures':[{},{},{}]", 13, "has 3 items, 'entries' has 4"),
                arguments("'entries':[1,2,3,4],'options':5", 20, "Wrong type of 'options'"),
                arguments("'entries':[1,2,3,4,{'a':1,'a':2}]", 20, "Duplicate member 'a' in 'entries[4]'"),
                arguments("'entries':[1,2,3,4,{", 20, "Malformed JSON"));
    }

    @ParameterizedTest
    @MethodSource("wrongBatch")
    void wrongBatchesAreRefusedAsAWhole(String members, int code, String message) {
        HttpResponse<String> response = web.post(BATCH, withView(members));

        assertRefused(response, code, message);
    }

    @Test
    void aMemberThatIsMissingIsNamedBeforeTooManyEntries() {
        HttpResponse<String> response = web.post(BATCH, "{\"entries\":[1,2,3,4]}");

        assertRefused(response, 20, "Error:Field validation for 'FeatureViewName' failed");
    }

    @Test
    void aBatchOfExactlyTheLimitIsServed() {
        HttpResponse<String> response =
                web.post(BATCH, withView("'entries':[{'a':1},{'a':2},{'a':3}],'passedFeatures':[null,{},null]"));

        assertThat(response.statusCode()).isEqualTo(200);
    }

    static Stream<Arguments> notUtf8() {
        String good = single("{'id1':'*'}");
        return Stream.of(
                arguments("byte order mark", encoded("\uFEFF" + good, UTF_8), "byte order mark"),
                arguments("UTF-16 big-endian", encoded(good, UTF_16BE), "looks like UTF-16"),
                arguments("UTF-16 little-endian", encoded(good, UTF_16LE), "looks like UTF-16"),
                arguments("UTF-16 with mark", encoded(good, UTF_16), "at byte 1"),
                arguments("UTF-32", encoded(good, Charset.forName("UTF-32BE")), "looks like UTF-16"),
                arguments("Latin 1", withBytes(good, 0xE9), "not valid UTF-8 at byte 101"),
                arguments("continuation without start", withBytes(good, 0x80), "at byte 101"),
                arguments("overlong slash", withBytes(good, 0xC0, 0xAF), "at byte 101"),
                arguments("longer overlong slash", withBytes(good, 0xE0, 0x80, 0xAF), "at byte 101"),
                arguments("surrogate", withBytes(good, 0xED, 0xA0, 0x80), "at byte 101"),
                arguments("surrogate pair", withBytes(good, 0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80), "at byte 101"),
                arguments("beyond Unicode", withBytes(good, 0xF4, 0x90, 0x80, 0x80), "at byte 101"),
                arguments("five bytes", withBytes(good, 0xF8, 0x88, 0x80, 0x80, 0x80), "at byte 101"),
                arguments("cut short", withBytes(good, 0xE2, 0x82), "at byte 101"),
                arguments("0xFF", withBytes(good, 0xFF), "at byte 101"),
                arguments("far behind", withBytes(good.replace("*", "é".repeat(5000) + "*"), 0xFF), "at byte 10101"),
                arguments("at the very end", withBytes("{}*", 0xE2, 0x82), "at byte 3"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("notUtf8")
    void whatIsNotUtf8IsRefusedWithItsPlace(String name, byte[] body, String message) {
        HttpResponse<String> response = web.send("POST", SINGLE, BodyPublishers.ofByteArray(body));

        assertRefused(response, 20, message);
    }

    private static byte[] encoded(String text, Charset charset) {
        return text.getBytes(charset);
    }

    /** The text with these bytes for its asterisk. */
    private static byte[] withBytes(String text, int... octets) {
        int at = text.indexOf('*');
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(text.substring(0, at).getBytes(UTF_8));
        for (int octet : octets) {
            bytes.write(octet);
        }
        bytes.writeBytes(text.substring(at + 1).getBytes(UTF_8));
        return bytes.toByteArray();
    }

    private static void assertRefused(HttpResponse<String> response, int code, String message) {
        JsonNode error = OpenApi.parsed(response.body());
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(error.path("code").asInt()).isEqualTo(code);
        assertThat(error.path("message").asText()).contains(message).hasSizeLessThan(500);
    }
}
