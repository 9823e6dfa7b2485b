package dev.featurestore.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JettyErrorsTest {
    @AutoClose
    private static TestServer web = TestServer.start();

    static Stream<Arguments> unreadable() {
        String rest = " HTTP/1.1\r\nHost: x\r\n\r\n";
        return Stream.of(
                arguments("GET /%zz" + rest, 400, 20),
                arguments("GET /../x" + rest, 400, 20),
                arguments("GET /%2e%2e/etc/passwd" + rest, 400, 20),
                arguments("GET /%ff HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 400, 20),
                arguments("nonsense\r\n\r\n", 400, 20),
                arguments("GET /0.1.0/ping HTTP/1.1\r\n\r\n", 400, 20),
                arguments("GET /0.1.0/ping HTTP/1.1\r\nHost: x\r\nBad Header: y\r\n\r\n", 400, 20),
                arguments("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400, 20),
                arguments(
                        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
                        400,
                        20),
                arguments("GET /0.1.0/ping HTTP/9.9\r\nHost: x\r\n\r\n", 505, 20),
                arguments("GET /0.1.0/ping HTTP/2.0\r\nHost: x\r\n\r\n", 505, 20),
                arguments("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505, 20),
                arguments("GET /0.1.0/ping HTTP/1.1\r\nHost: x\r\nExpect: tea\r\n\r\n", 417, 20),
                arguments("GET /" + "x".repeat(17_000) + rest, 414, 23),
                arguments("GET / HTTP/1.1\r\nHost: x\r\nX-Big: " + "x".repeat(17_000) + "\r\n\r\n", 431, 23),
                arguments("OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 404, 25));
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void whatNeverReachesARouteIsAnsweredLikeAllElse(String request, int status, int code) {
        String answer = web.raw(request);

        String[] headAndBody = answer.split("\r\n\r\n", 2);
        JsonNode error = OpenApi.parsed(headAndBody[1]);
        assertThat(headAndBody[0])
                .startsWith("HTTP/1.1 " + status + " ")
                .contains("\r\nConnection: close")
                .contains("\r\nContent-Type: application/json")
                .contains("\r\nContent-Length: " + headAndBody[1].getBytes(UTF_8).length)
                .containsPattern("\r\nX-Request-ID: [0-9a-f]{16}")
                .doesNotContain("Server:");
        assertThat(error.path("code").asInt()).isEqualTo(code);
        OpenApi.checkBody(OpenApi.DOCUMENT.at("/components/schemas/Error"), headAndBody[1]);
        TestServer.assertNoInternals(headAndBody[1]);
    }
}
