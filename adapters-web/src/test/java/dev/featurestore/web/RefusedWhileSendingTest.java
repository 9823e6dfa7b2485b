package dev.featurestore.web;

import static dev.featurestore.web.Bodies.single;
import static dev.featurestore.web.TestServer.BATCH;
import static dev.featurestore.web.TestServer.KEY;
import static dev.featurestore.web.TestServer.SINGLE;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Most clients read only when they have sent all. Whatever a request is refused for while its body still comes in, they
 * get the answer, instead of a connection that was reset.
 */
@Timeout(60)
class RefusedWhileSendingTest {
    private static final int LIMIT = 4 * 1024 * 1024;
    private static final int PIECE = 64 * 1024;
    private static final int BYTES_PER_VALUE = 83;

    /** So much of the heap that one key may hold some 16 MiB or more, whatever heap there is. */
    private static final int PERCENT =
            (int) (1 + 3_200_000_000L / Runtime.getRuntime().maxMemory());

    @AutoClose
    private static TestServer web = TestServer.start(settings(Duration.ofSeconds(30)));

    private static WebSettings settings(Duration forBodies) {
        return TestServer.settings()
                .within(new WebSettings.Limits(1, 1, 1024, LIMIT, 8192, PERCENT))
                .within(new WebSettings.Timeouts(
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(5),
                        forBodies,
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(2)));
    }

    /** So that no time is measured that goes by only once. */
    @BeforeAll
    static void warmUp() {
        web.post(SINGLE, single("{'id1':1}"), "X-API-KEY", KEY);
    }

    /** What requests held may be given back a moment after their answers have come. */
    @BeforeEach
    void nothingIsHeldAnyMore() throws InterruptedException {
        awaitMemory(held -> held == 0);
    }

    private static void awaitMemory(LongPredicate condition) throws InterruptedException {
        for (int i = 0; i < 20_000 && !condition.test(web.memoryHeld()); i++) {
            Thread.sleep(1);
        }
        assertThat(web.memoryHeld()).matches(condition::test);
    }

    @ParameterizedTest
    @ValueSource(strings = {SINGLE, BATCH})
    void aBodyForWhichThereIsNoRoom(String path) throws IOException, InterruptedException {
        try (Socket holder = begun("POST " + path, "Content-Length: " + LIMIT)) {
            holder.getOutputStream().write(valuesThatCost(maxOfOneKey() - LIMIT / 2));
            awaitMemory(held -> held >= maxOfOneKey() - LIMIT / 2 - BYTES_PER_VALUE); // it may still be under way
            try (Socket socket = begun("POST " + path, "Content-Length: " + LIMIT / 2)) {
                send(socket, LIMIT / 2);

                assertAnswered(socket, "503", "Requests under way hold all the memory they may");
            }
        }
    }

    @Test
    void aBodyWithTooManyValues() throws IOException {
        try (Socket socket = begun("POST " + SINGLE, "Content-Length: " + LIMIT)) {
            socket.getOutputStream().write(valuesThatCost(maxOfOneKey() + 1));
            send(socket, LIMIT / 2);

            assertAnswered(socket, "413", "send fewer values at a time");
        }
    }

    @Test
    void aBodyThatIsLate() throws IOException, InterruptedException {
        Duration forBodies = Duration.ofMillis(300);
        try (TestServer impatient = TestServer.start(settings(forBodies));
                Socket socket = begun(impatient, "POST " + SINGLE, "Content-Length: " + LIMIT)) {
            send(socket, PIECE);
            Thread.sleep(forBodies.toMillis() + 50);
            send(socket, LIMIT / 2);

            assertAnswered(socket, "400", "The body did not come within 300 ms");
        }
    }

    @Test
    void aBodyOfAClientThatStoodStillForAMoment() throws IOException, InterruptedException {
        try (Socket socket = begun("POST " + SINGLE, "Content-Encoding: gzip\r\nContent-Length: " + LIMIT)) {
            Thread.sleep(1_000);
            send(socket, LIMIT / 2);

            assertAnswered(socket, "400", "Content-Encoding is not supported");
        }
    }

    @Test
    void aBodyFarTooLarge() throws IOException {
        try (Socket socket = begun("POST " + SINGLE, "Content-Length: " + 100L * LIMIT)) {
            send(socket, LIMIT / 2);

            assertAnswered(socket, "413", "The body is larger than 4194304 bytes");
        }
    }

    @Test
    void aBodyInChunksThatGrowsFarTooLarge() throws IOException {
        try (Socket socket = begun("POST " + SINGLE, "Transfer-Encoding: chunked")) {
            socket.getOutputStream().write((Integer.toHexString(100 * LIMIT) + "\r\n").getBytes(US_ASCII));
            socket.getOutputStream().write(new byte[4 * LIMIT]);
            send(socket, LIMIT / 2);

            assertAnswered(socket, "413", "The body is larger than 4194304 bytes");
        }
    }

    @Test
    void aBodyInAnEncoding() throws IOException {
        try (Socket socket = begun("POST " + SINGLE, "Content-Encoding: gzip\r\nContent-Length: " + LIMIT)) {
            send(socket, LIMIT / 2);

            assertAnswered(socket, "400", "Content-Encoding is not supported");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /none",
                "GET /none",
                "PUT " + SINGLE,
                "DELETE /0.1.0/ping",
                "POST /0.1.0/health",
                "PATCH " + SINGLE + "/none"
            })
    void aBodyThatNobodyWants(String requestLine) throws IOException {
        try (Socket socket = begun(requestLine, "Content-Length: " + LIMIT)) {
            send(socket, LIMIT / 2);

            assertAnswered(socket, "40", "\"code\":");
        }
    }

    /** What still comes from those is thrown away while they hold no place among the requests that are served. */
    @ParameterizedTest
    @ValueSource(strings = {"PUT " + SINGLE, "POST " + SINGLE + "/none", "POST " + BATCH, "GET " + SINGLE})
    void thoseWhoWereRefusedTakeNoPlaceFromOthers(String requestLine) throws IOException {
        List<Socket> refused = new ArrayList<>();
        try {
            long fastest = Long.MAX_VALUE;
            for (int i = 0; i < 10; i++) {
                Socket socket = begun(requestLine, "Content-Encoding: gzip\r\nContent-Length: 10");
                refused.add(socket);
                TestServer.readUntil(socket.getInputStream(), "Connection: close");
                long start = System.nanoTime();
                assertThat(web.post(SINGLE, single("{'id1':1}"), "X-API-KEY", KEY)
                                .statusCode())
                        .isEqualTo(200);
                fastest = Math.min(fastest, System.nanoTime() - start);
            }

            assertThat(Duration.ofNanos(fastest)).isLessThan(Duration.ofSeconds(1));
        } finally {
            for (Socket socket : refused) {
                socket.close();
            }
        }
    }

    /** It gives back its memory with the answer, not when the client has stopped sending. */
    @Test
    void whatARefusedBodyHeldIsFreeAtOnce() throws IOException {
        try (Socket refused = begun("POST " + SINGLE, "Content-Length: " + LIMIT)) {
            refused.getOutputStream().write(valuesThatCost(maxOfOneKey() + 1));
            TestServer.readUntil(refused.getInputStream(), "\"code\":23");

            String large = single("{'id1':1}") + " ".repeat(LIMIT / 2);
            assertThat(web.post(SINGLE, large, "X-API-KEY", KEY).statusCode()).isEqualTo(200);
        }
    }

    private static Socket begun(String requestLine, String headers) throws IOException {
        return begun(web, requestLine, headers);
    }

    private static Socket begun(TestServer server, String requestLine, String headers) throws IOException {
        Socket socket = server.connect();
        socket.getOutputStream()
                .write((requestLine + " HTTP/1.1\r\nHost: x\r\nX-API-KEY: " + KEY + "\r\n" + headers + "\r\n\r\n")
                        .getBytes(US_ASCII));
        return socket;
    }

    /** A part of a body, slowly enough that the answer is sent before its end. */
    private static void send(Socket socket, int length) throws IOException {
        OutputStream out = socket.getOutputStream();
        byte[] piece = " ".repeat(PIECE).getBytes(US_ASCII);
        for (int sent = 0; sent < length; sent += PIECE) {
            out.write(piece);
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Each takes its own byte and 82 more. */
    private static byte[] valuesThatCost(long bytes) {
        return ",".repeat((int) (bytes / BYTES_PER_VALUE)).getBytes(US_ASCII);
    }

    private static long maxOfOneKey() {
        return Runtime.getRuntime().maxMemory() / 100 * PERCENT / 2;
    }

    private static void assertAnswered(Socket socket, String status, String text) throws IOException {
        String answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);

        assertThat(answer).startsWith("HTTP/1.1 " + status).contains("\r\nConnection: close\r\n", text);
    }
}
