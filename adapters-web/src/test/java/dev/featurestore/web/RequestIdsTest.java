package dev.featurestore.web;

import static dev.featurestore.web.Bodies.single;
import static dev.featurestore.web.Bodies.withView;
import static dev.featurestore.web.TestServer.BATCH;
import static dev.featurestore.web.TestServer.SINGLE;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdsTest {
    private static final String LONGEST = "x".repeat(128);

    @AutoClose
    private static TestServer web = TestServer.start();

    @Test
    void theClientsIdComesBackWhateverTheAnswer() {
        assertThat(id(web.post(SINGLE, single("{'id1':1}"), "x-request-id", "a-1/{!~}")))
                .isEqualTo("a-1/{!~}");
        assertThat(id(web.post(SINGLE, "{", "X-Request-ID", LONGEST))).isEqualTo(LONGEST);
        assertThat(id(web.get("/nowhere", "X-Request-ID", "1"))).isEqualTo("1");
        assertThat(id(web.get(SINGLE, "X-Request-ID", "2"))).isEqualTo("2");
        assertThat(id(web.get("/0.1.0/ping", "X-Request-ID", "3"))).isEqualTo("3");
    }

    @Test
    void theIdInABatchHoldsThoughWhatFollowsIsAtFault() {
        String body = "{\"requestId\":\"nightly-9\",\"featureStoreName\":5}";

        assertThat(web.post(BATCH, body).headers().firstValue("X-Request-ID")).hasValue("nightly-9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "tab\there", "-"})
    void anIdThatCouldNotBeEchoedIsReplaced(String sent) {
        HttpResponse<String> response = web.get("/0.1.0/ping", "X-Request-ID", sent);

        assertThat(id(response)).matches("[0-9a-f]{16}");
    }

    @Test
    void anIdBeyondAsciiIsReplaced() {
        String answer =
                web.raw("GET /0.1.0/ping HTTP/1.1\r\nHost: x\r\nX-Request-ID: ünïcode\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200 ").containsPattern("\r\nX-Request-ID: [0-9a-f]{16}\r\n");
    }

    @Test
    void anIdThatIsTooLongOrEmptyIsReplaced() {
        HttpResponse<String> tooLong = web.get("/0.1.0/ping", "X-Request-ID", LONGEST + "x");
        HttpResponse<String> empty = web.get("/0.1.0/ping", "X-Request-ID", "");

        assertThat(id(tooLong)).matches("[0-9a-f]{16}");
        assertThat(id(empty)).matches("[0-9a-f]{16}");
    }

    @Test
    void newIdsDiffer() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            ids.add(id(web.get("/0.1.0/ping")));
        }

        assertThat(ids).hasSize(100);
    }

    @Test
    void theIdInABatchGoesBeforeThatInTheHeader() {
        HttpResponse<String> served =
                web.post(BATCH, withView("'entries':[{'id1':1}],'requestId':'nightly-7'"), "X-Request-ID", "header");
        HttpResponse<String> refused =
                web.post(BATCH, withView("'entries':[],'requestId':'nightly-8'"), "X-Request-ID", "header");

        assertThat(served.headers().allValues("X-Request-ID")).containsExactly("nightly-7");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.headers().allValues("X-Request-ID")).containsExactly("nightly-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "''", "'two words'", "'a\\r\\nSet-Cookie: b'", "'\\ud800'"})
    void anIdInABatchThatCouldNotBeEchoedIsIgnored(String requestId) {
        HttpResponse<String> response =
                web.post(BATCH, withView("'entries':[{'id1':1}],'requestId':" + requestId), "X-Request-ID", "header");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(id(response)).isEqualTo("header");
        assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
    }

    private static String id(HttpResponse<String> response) {
        return response.headers().firstValue("X-Request-ID").orElseThrow();
    }
}
