package dev.featurestore.web;

import static dev.featurestore.web.Bodies.single;
import static dev.featurestore.web.TestServer.SINGLE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodySizeTest {
    private static final int LIMIT = 200_000;
    private static final String TOO_LARGE =
            "{\"code\":23,\"message\":\"The body is larger than 200000 bytes\",\"reason\":\"Request too large.\"}";
    private static final String HEAD = "POST " + SINGLE + " HTTP/1.1\r\nHost: x\r\n";

    @AutoClose
    private static TestServer web = startWith(Duration.ofSeconds(10), Duration.ofSeconds(30));

    private static TestServer startWith(Duration body, Duration idle) {
        return TestServer.start(TestServer.settings()
                .within(new WebSettings.Limits(4, 10, 1024, LIMIT, 8192))
                .within(new WebSettings.Timeouts(
                        Duration.ofSeconds(10), Duration.ofSeconds(1), body, idle, Duration.ofSeconds(2))));
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1024, 1025, 65_536, 65_537, 131_072, LIMIT})
    void bodiesUpToTheLimitAreRead(int size) {
        String body = sized(size);

        assertThat(web.post(SINGLE, body).statusCode()).isEqualTo(200);
        assertThat(web.send("POST", SINGLE, chunked(body)).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(ints = {LIMIT + 1, 2 * LIMIT, 4 * LIMIT})
    void bodiesBeyondItAreRefused(int size) {
        HttpResponse<String> declared = web.post(SINGLE, sized(size));
        HttpResponse<String> chunked = web.send("POST", SINGLE, chunked(sized(size)));

        assertThat(declared.statusCode()).isEqualTo(413);
        assertThat(declared.body()).isEqualTo(TOO_LARGE);
        assertThat(chunked.statusCode()).isEqualTo(413);
        assertThat(chunked.body()).isEqualTo(TOO_LARGE);
    }

    @Test
    void aBodyFarBeyondItIsRefusedUnread() {
        String answer = web.raw(HEAD + "Content-Length: 99999999999\r\n\r\n{");

        assertThat(answer).startsWith("HTTP/1.1 413 ").contains(TOO_LARGE).contains("X-Request-ID: ");
    }

    @Test
    void aClientThatAsksBeforehandIsRefusedBeforehand() {
        String answer = web.raw(HEAD + "Expect: 100-continue\r\nContent-Length: 200001\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 413 ").contains(TOO_LARGE);
    }

    @Test
    void aBodyThatIsCutOffIsRefused() throws IOException {
        try (Socket socket = web.connect()) {
            socket.getOutputStream().write((HEAD + "Content-Length: 1000\r\n\r\n{\"a\":1}").getBytes(UTF_8));
            socket.shutdownOutput();

            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 400 ").contains("\"message\":\"The body did not arrive whole\"");
        }
    }

    @Test
    void brokenChunksAreRefused() {
        String answer = web.raw(HEAD + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("\"message\":\"The body did not arrive whole\"");
        TestServer.assertNoInternals(answer);
    }

    @Test
    void chunksThatBreakBeyondTheLimitChangeNothing() {
        String chunk = Integer.toHexString(LIMIT + 1) + "\r\n" + sized(LIMIT + 1) + "\r\n";

        String answer = web.raw(HEAD + "Transfer-Encoding: chunked\r\n\r\n" + chunk + "zz\r\n");

        assertThat(answer).startsWith("HTTP/1.1 413 ").contains(TOO_LARGE);
    }

    @Test
    void aBodyThatFallsSilentIsRefused() {
        try (TestServer impatient = startWith(Duration.ofSeconds(10), Duration.ofSeconds(1))) {
            String answer = impatient.raw(HEAD + "Content-Length: 1000\r\n\r\n{\"a\":1}");

            assertThat(answer).startsWith("HTTP/1.1 400 ").contains("\"code\":20");
        }
    }

    @Test
    void aBodyThatTricklesInIsRefused() throws IOException, InterruptedException {
        try (TestServer impatient = startWith(Duration.ofMillis(400), Duration.ofSeconds(30));
                Socket socket = impatient.connect()) {
            OutputStream out = socket.getOutputStream();
            out.write((HEAD + "Content-Length: 1000\r\n\r\n").getBytes(UTF_8));
            for (int i = 0; i < 100 && socket.getInputStream().available() == 0; i++) {
                out.write(' ');
                Thread.sleep(120);
            }

            String answer = TestServer.readUntil(socket.getInputStream(), "}");

            assertThat(answer).startsWith("HTTP/1.1 400 ").contains("The body did not come within 400 ms");
        }
    }

    @Test
    void compressedBodiesAreRefusedAsSuch() {
        HttpResponse<String> response = web.post(SINGLE, "xyz", "Content-Encoding", "gzip");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("Content-Encoding is not supported");
    }

    @Test
    void theConnectionServesOnAfterErrors() throws IOException {
        try (Socket socket = web.connect()) {
            for (String body : new String[] {"{", "[]", sized(LIMIT + 1), "", "\u00ff"}) {
                byte[] bytes = body.getBytes(UTF_8);
                socket.getOutputStream().write((HEAD + "Content-Length: " + bytes.length + "\r\n\r\n").getBytes(UTF_8));
                socket.getOutputStream().write(bytes);
                assertThat(TestServer.readUntil(socket.getInputStream(), ".\"}"))
                        .startsWith("HTTP/1.1 4");
            }
            byte[] good = single("{'id1':1}").getBytes(UTF_8);
            socket.getOutputStream().write((HEAD + "Content-Length: " + good.length + "\r\n\r\n").getBytes(UTF_8));
            socket.getOutputStream().write(good);

            assertThat(TestServer.readUntil(socket.getInputStream(), ":null}")).startsWith("HTTP/1.1 200 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST /none", "PUT /0.1.0/feature_store", "GET /0.1.0/ping"})
    void anAnswerBeforeTheBodyHasComeSaysThatTheConnectionEnds(String requestLine) {
        String head = requestLine + " HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n";

        String answer = web.raw(head);

        assertThat(answer).contains("\r\nConnection: close\r\n");
    }

    @Test
    void anAnswerThatDoesNotCareForTheBodyKeepsTheConnectionIfItHasCome() throws IOException {
        String request = "POST /none HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}";
        try (Socket socket = web.connect()) {
            for (int i = 0; i < 3; i++) {
                socket.getOutputStream().write(request.getBytes(UTF_8));

                String answer = TestServer.readUntil(socket.getInputStream(), ".\"}");

                assertThat(answer).startsWith("HTTP/1.1 404 ").doesNotContain("Connection: close");
            }
        }
    }

    /** A request of that many bytes. */
    private static String sized(int bytes) {
        String body = single("{'id1':1}");
        return body + " ".repeat(bytes - body.length());
    }

    private static BodyPublisher chunked(String body) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body.getBytes(UTF_8)));
    }
}
