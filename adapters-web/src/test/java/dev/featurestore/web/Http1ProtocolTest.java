package dev.featurestore.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.application.service.ApiKeyAuthentication;
import dev.featurestore.domain.access.Caller;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What breaks the rules of HTTP/1.1 (RFC 9112) is the client's fault, and told to it in the form of all errors. */
class Http1ProtocolTest {
    private static final String GET = "GET /0.1.0/ping HTTP/1.1\r\nHost: x\r\n";
    private static final String POST = "POST /0.1.0/feature_store HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";
    private static final String CHUNKED = POST + "Transfer-Encoding: chunked\r\n\r\n";
    private static final String REST = " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

    private static final List<String> LINES = Stream.of(
                    "/%zz",
                    "/%2",
                    "/%",
                    "/%ff",
                    "/%00",
                    "/0.1.0/feature_store/%ff",
                    "/a/..;/b",
                    "/a\\b",
                    "/\0",
                    "/\1",
                    "/\u00ff",
                    "/a b",
                    "ping",
                    "http://[x/",
                    "http://x:99999/",
                    "http://y/0.1.0/ping",
                    "*")
            .map(target -> "GET " + target + REST)
            .toList();

    private static final List<String> METHODS = List.of(
            "G\0T /" + REST,
            "G@T /" + REST,
            "GET\t/" + REST,
            "CONNECT /x" + REST,
            "get /0.1.0/ping" + REST,
            "G".repeat(9000) + " /" + REST,
            "TRACE /0.1.0/ping" + REST,
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            "\u0016\3\1\2\0\1\0\1\u00fc\3\3" + "a".repeat(200),
            "x\r\n\r\n".repeat(3));

    private static final List<String> HOSTS = Stream.of(
                    "",
                    "Host: x\r\nHost: y\r\n",
                    "Host: a b\r\n",
                    "Host: a@b\r\n",
                    "Host: a:b\r\n",
                    "Host: a:999999999999\r\n",
                    "Host: [::1\r\n",
                    "Host: a\0b\r\n",
                    "Host: a/b?c\r\n",
                    "Host: \u00ff\r\n",
                    "Host: %zz\r\n")
            .map(host -> "GET /0.1.0/ping HTTP/1.1\r\n" + host + "\r\n")
            .toList();

    private static final List<String> HEADERS = Stream.of(
                    "A: b\r\n c\r\n",
                    "A : b\r\n",
                    "Abc\r\n",
                    ": b\r\n",
                    "A: b\0c\r\n",
                    "A\0: b\r\n",
                    "\u00fc: b\r\n",
                    "A: b\rc\r\n",
                    "A: \1\r\n",
                    "A: " + "x".repeat(20_000) + "\r\n",
                    "A: b\r\n".repeat(5000),
                    "x".repeat(20_000) + ": y\r\n",
                    "Expect: x\r\nContent-Length: 2\r\n")
            .map(header -> GET + header + "\r\n")
            .toList();

    private static final List<String> LENGTHS = Stream.of(
                    "Content-Length: 1\r\nContent-Length: 2",
                    "Content-Length: 2, 2",
                    "Content-Length: -1",
                    "Content-Length: +2",
                    "Content-Length: 0x2",
                    "Content-Length: abc",
                    "Content-Length:",
                    "Content-Length: 99999999999999999999999",
                    "Content-Length: 9223372036854775807",
                    "Content-Length: 1 2",
                    "Content-Length: 5\r\nTransfer-Encoding: chunked",
                    "Transfer-Encoding: foo",
                    "Transfer-Encoding: chunked, chunked",
                    "Transfer-Encoding: chunked, gzip",
                    "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
                    "Transfer-Encoding : chunked",
                    "Transfer-Encoding: xchunked",
                    "Transfer-Encoding: \u000bchunked")
            .map(length -> POST + length + "\r\n\r\n{}")
            .toList();

    private static final List<String> CHUNKS = Stream.of(
                    "zz\r\n{}\r\n0\r\n\r\n",
                    "-1\r\n{}\r\n0\r\n\r\n",
                    "fffffffffffffffffff\r\n",
                    "0x2\r\n{}\r\n0\r\n\r\n",
                    "\r\n{}\r\n0\r\n\r\n",
                    "2\r\n{}xx\r\n0\r\n\r\n",
                    "5\r\n{}\r\n0\r\n\r\n",
                    "\0\r\n",
                    "2;" + "x".repeat(20_000) + "\r\n{}\r\n0\r\n\r\n",
                    "2\r\n{}\r\n0\r\nA b\r\n\r\n",
                    "2\r\n{}\r\n0\r\n" + "A: b\r\n".repeat(5000) + "\r\n",
                    "2\r\n{}\r\n0\r\nA: \0\r\n\r\n")
            .map(chunk -> CHUNKED + chunk)
            .toList();

    static Stream<String> malformed() {
        return Stream.of(LINES, METHODS, HOSTS, HEADERS, LENGTHS, CHUNKS).flatMap(List::stream);
    }

    private static TestServer web;

    @BeforeAll
    static void start() {
        web = TestServer.start();
    }

    /** What was sent in all tests is not the server's fault, by its metrics. */
    @AfterAll
    static void stop() {
        String metrics = web.raw("GET /metrics" + REST);
        web.close();
        assertThat(metrics).contains("status=\"400\"").doesNotContain("status=\"500\"");
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void whatIsMalformedIsRefusedInTheFormOfAllErrors(String request) {
        AtomicReference<String> answer = new AtomicReference<>("");

        String logged = TestServer.errorsLogged(() -> answer.set(send(request)));

        assertThat(answer.get()).matches("(?s)HTTP/1.1 (4\\d\\d|505) .*");
        String body = answer.get().split("\r\n\r\n", 2)[1];
        OpenApi.checkBody(OpenApi.DOCUMENT.at("/components/schemas/Error"), body);
        TestServer.assertNoInternals(body);
        assertThat(logged).isEmpty();
    }

    static List<String> headerValues() {
        return List.of(
                "\"", "\"a", ";;q=x", "a;q=abc, ;;", ",", "=", "\u00ff;q=9", "a,,b;", "\"gzip;q=", "a=\"b", "(", "1-");
    }

    /** Headers that a server may ignore do not make it refuse what is asked for, let alone fail. */
    @ParameterizedTest
    @MethodSource("headerValues")
    void headersThatMakeNoSenseAreIgnored(String value) {
        List<String> failed = new ArrayList<>();
        String logged = TestServer.errorsLogged(() -> {
            for (String name : List.of(
                    "Accept",
                    "Accept-Encoding",
                    "Accept-Language",
                    "Accept-Charset",
                    "Cookie",
                    "Range",
                    "Forwarded",
                    "X-Forwarded-For",
                    "X-Forwarded-Port",
                    "X-Forwarded-Host",
                    "If-None-Match",
                    "If-Modified-Since",
                    "Content-Type",
                    "Authorization",
                    "Connection",
                    "Origin",
                    "Referer",
                    "Via")) {
                for (String path : List.of("/openapi.json", "/0.1.0/ping", "/none", "/0.1.0/batch_feature_store")) {
                    String answer = send("GET " + path + " HTTP/1.1\r\nHost: x\r\n" + name + ": " + value
                            + "\r\nConnection: close\r\n\r\n");
                    if (!answer.matches("(?s)HTTP/1.1 (200|404|405) .*")) {
                        failed.add(name + " on " + path + ": " + answer.lines().findFirst());
                    }
                }
            }
        });

        assertThat(failed).isEmpty();
        assertThat(logged).isEmpty();
    }

    @Test
    void twoApiKeysAreRefusedWhereverOneIsWanted() {
        try (TestServer strict =
                TestServer.start(TestServer.settings().with(new WebSettings.Options(true, true, true, false)))) {
            ApiKeyAuthentication keys = new ApiKeyAuthentication((key, deadline) -> Optional.of(new Caller.Anyone()));
            strict.fake.authenticate = keys;
            for (String path : List.of("/0.1.0/ping", "/0.1.0/health")) {
                String once =
                        "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-API-KEY: " + TestServer.KEY;

                assertThat(strict.raw(once + "\r\n\r\n")).startsWith("HTTP/1.1 200");
                for (String second : List.of(TestServer.KEY, "", "x")) {
                    assertThat(strict.raw(once + "\r\nx-api-key: " + second + "\r\n\r\n"))
                            .startsWith("HTTP/1.1 401")
                            .contains(
                                    "{\"code\":22,\"message\":\"More than one API key: send the X-API-KEY header once\"");
                }
            }
        }
    }

    private static String send(String request) {
        try (Socket socket = web.connect()) {
            try {
                socket.getOutputStream().write(request.getBytes(ISO_8859_1));
                socket.shutdownOutput();
            } catch (IOException closed) {
                // The server need not read to the end what it has refused.
            }
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
