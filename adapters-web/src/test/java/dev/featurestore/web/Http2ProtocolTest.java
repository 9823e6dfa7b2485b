package dev.featurestore.web;

import static dev.featurestore.web.Bodies.single;
import static dev.featurestore.web.Http2Frames.CONTINUATION;
import static dev.featurestore.web.Http2Frames.DATA;
import static dev.featurestore.web.Http2Frames.END_STREAM;
import static dev.featurestore.web.Http2Frames.GOAWAY;
import static dev.featurestore.web.Http2Frames.HEADERS;
import static dev.featurestore.web.Http2Frames.PING;
import static dev.featurestore.web.Http2Frames.PRIORITY;
import static dev.featurestore.web.Http2Frames.PUSH_PROMISE;
import static dev.featurestore.web.Http2Frames.RST_STREAM;
import static dev.featurestore.web.Http2Frames.SETTINGS;
import static dev.featurestore.web.Http2Frames.WINDOW_UPDATE;
import static dev.featurestore.web.Http2Frames.block;
import static dev.featurestore.web.Http2Frames.frame;
import static dev.featurestore.web.Http2Frames.get;
import static dev.featurestore.web.Http2Frames.headers;
import static dev.featurestore.web.Http2Frames.int32;
import static dev.featurestore.web.Http2Frames.join;
import static dev.featurestore.web.Http2Frames.post;
import static dev.featurestore.web.Http2Frames.request;
import static dev.featurestore.web.Http2Frames.reset;
import static dev.featurestore.web.Http2Frames.settings;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.featurestore.domain.value.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What breaks the rules of HTTP/2 (RFC 9113) is the client's fault: nothing of it is logged or counted as an error. */
class Http2ProtocolTest {
    private static final String PING_PATH = "/0.1.0/ping";
    private static final int SILENCE = 200;

    @TempDir
    private static Path folder;

    private static TlsServer web;

    @BeforeAll
    static void start() throws IOException {
        web = new TlsServer(folder, TestServer.settings());
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        try {
            web.assertNothingWentWrong();
        } finally {
            web.close();
        }
    }

    static Stream<Arguments> brokenConnections() {
        byte[] garbage = {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 1};
        byte[] more = block("x-more", "y");
        return Stream.of(
                arguments("frame over the largest size", frame(DATA, 0, 1, new byte[16_385]), "frame_size_error"),
                arguments("DATA on stream 0", frame(DATA, 0, 0, (byte) 1), "protocol_error"),
                arguments("HEADERS on stream 0", get(0, PING_PATH), "protocol_error"),
                arguments("DATA on an idle stream", frame(DATA, 0, 9, (byte) 1), "protocol_error"),
                arguments("RST_STREAM on an idle stream", reset(9), "protocol_error"),
                arguments("RST_STREAM on stream 0", reset(0), "protocol_error"),
                arguments("RST_STREAM too short", frame(RST_STREAM, 0, 9, (byte) 1), "frame_size_error"),
                arguments("even stream", get(2, PING_PATH), "protocol_error"),
                arguments("WINDOW_UPDATE by 0", frame(WINDOW_UPDATE, 0, 0, int32(0)), "protocol_error"),
                arguments("WINDOW_UPDATE too short", frame(WINDOW_UPDATE, 0, 0, (byte) 1), "frame_size_error"),
                arguments(
                        "window beyond its limit",
                        frame(WINDOW_UPDATE, 0, 0, int32(Integer.MAX_VALUE)),
                        "flow_control_error"),
                arguments("SETTINGS of 5 octets", frame(SETTINGS, 0, 0, new byte[5]), "frame_size_error"),
                arguments("SETTINGS on a stream", frame(SETTINGS, 0, 1), "protocol_error"),
                arguments("SETTINGS acknowledged with content", frame(SETTINGS, 1, 0, new byte[6]), "frame_size_error"),
                arguments("SETTINGS with a window too large", settings(4, -1), "flow_control_error"),
                arguments("SETTINGS with a frame size too small", settings(5, 1), "protocol_error"),
                arguments("SETTINGS that push by 2", settings(2, 2), "protocol_error"),
                arguments("PING of 7 octets", frame(PING, 0, 0, new byte[7]), "frame_size_error"),
                arguments("PING on a stream", frame(PING, 0, 1, new byte[8]), "protocol_error"),
                arguments("GOAWAY on a stream", frame(GOAWAY, 0, 1, new byte[8]), "protocol_error"),
                arguments("PRIORITY on stream 0", frame(PRIORITY, 0, 0, new byte[5]), "protocol_error"),
                arguments("PUSH_PROMISE", frame(PUSH_PROMISE, 4, 1, int32(2)), "protocol_error"),
                arguments("CONTINUATION of nothing", frame(CONTINUATION, 4, 9, more), "protocol_error"),
                arguments(
                        "DATA between parts of a header block",
                        join(frame(HEADERS, 0, 9, request("GET", PING_PATH)), frame(DATA, 0, 9, (byte) 1)),
                        "protocol_error"),
                arguments(
                        "CONTINUATION for another stream",
                        join(frame(HEADERS, 0, 9, request("GET", PING_PATH)), frame(CONTINUATION, 4, 11, more)),
                        "protocol_error"),
                arguments("padding beyond the frame", frame(HEADERS, 0xC, 9, (byte) 99, (byte) 1), "protocol_error"),
                arguments("headers that are not HPACK", headers(END_STREAM, 9, garbage), "protocol_error"),
                arguments("HPACK index that is not there", headers(END_STREAM, 9, new byte[] {-2}), "protocol_error"),
                arguments(
                        "HPACK table too large",
                        headers(END_STREAM, 9, new byte[] {0x3F, -1, -1, 1}),
                        "compression_error"),
                arguments(
                        "length that is no number",
                        headers(0, 9, request("POST", "/", "content-length", "x")),
                        "protocol_error"),
                arguments(
                        "pseudo-header after another",
                        headers(END_STREAM, 9, join(block("a", "b"), request("GET", "/"))),
                        "protocol_error"),
                arguments(
                        "headers too large",
                        headers(END_STREAM, 9, request("GET", "/", "x", "y".repeat(16_300))),
                        "protocol_error"));
    }

    /** Once on a connection at rest, and once while requests are under way on it. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenConnections")
    void whatBreaksTheConnectionIsAnsweredWithItsErrorCode(String name, byte[] broken, String code) throws IOException {
        for (byte[] before :
                new byte[][] {{}, join(get(1, PING_PATH), post(3), post(5), frame(DATA, 0, 5, (byte) '{'))}) {
            List<String> answers = new ArrayList<>();
            String logged = TestServer.errorsLogged(() -> {
                try (Http2Connection connection = web.connect()) {
                    connection.send(before);
                    Thread.sleep(before.length == 0 ? 0 : 20);
                    connection.sendIfOpen(broken);
                    answers.addAll(connection.read(9, 5000)); // until it is closed
                }
            });

            assertThat(answers).contains("GOAWAY " + code);
            assertThat(logged).isEmpty();
        }
        assertThatOthersAreServed();
    }

    static Stream<Arguments> malformedRequests() {
        return Stream.of(
                arguments("capitals in a name", request("GET", PING_PATH, "X-Capital", "y"), 400),
                arguments("unknown pseudo-header", request("GET", PING_PATH, ":unknown", "y"), 400),
                arguments("pseudo-header of answers", request("GET", PING_PATH, ":status", "200"), 400),
                arguments("two methods", request("GET", PING_PATH, ":method", "POST"), 400),
                arguments("two paths", request("GET", PING_PATH, ":path", "/"), 400),
                arguments("two schemes", request("GET", PING_PATH, ":scheme", "http"), 400),
                arguments("no method", block(":scheme", "https", ":path", PING_PATH, ":authority", "x"), 400),
                arguments("no scheme", block(":method", "GET", ":path", PING_PATH, ":authority", "x"), 400),
                arguments("no path", block(":method", "GET", ":scheme", "https", ":authority", "x"), 400),
                arguments("empty path", request("GET", ""), 400),
                arguments("path without a slash", request("GET", "ping"), 400),
                arguments("path with bad percent-encoding", request("GET", "/%zz"), 400),
                arguments("path with NUL", request("GET", "/\0"), 400),
                arguments("path above the root", request("GET", "/../x"), 400),
                arguments("method of no letters", request("G T", PING_PATH), 405),
                arguments("CONNECT, which has no path", block(":method", "CONNECT", ":authority", "x:80"), 404),
                arguments("value with NUL", request("GET", PING_PATH, "x", "a\0b"), 400),
                arguments("value with a line break", request("GET", PING_PATH, "x", "a\r\nb"), 400),
                arguments("connection header", request("GET", PING_PATH, "connection", "close"), 400),
                arguments("te: gzip", request("GET", PING_PATH, "te", "gzip"), 400),
                arguments("unknown expectation", request("POST", TestServer.SINGLE, "expect", "x"), 417));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformedRequests")
    void aMalformedRequestIsRefusedAndTheConnectionGoesOn(String name, byte[] block, int status) throws IOException {
        List<String> answers = new ArrayList<>();
        String logged = TestServer.errorsLogged(() -> {
            try (Http2Connection connection = web.connect()) {
                connection.send(headers(END_STREAM, 1, block));
                answers.addAll(connection.read(1, 5000));
                connection.send(get(3, PING_PATH));
                while (answers.stream().noneMatch(each -> each.matches("3: .*|closed|silent"))) {
                    answers.addAll(connection.read(1, 5000));
                }
            }
        });

        assertThat(answers).startsWith("1: " + status).contains("3: 200");
        assertThat(logged).isEmpty();
    }

    static Stream<Arguments> brokenOff() {
        return Stream.of(
                arguments("a request that is reset", join(get(1, PING_PATH), reset(1))),
                arguments("a body that is reset", join(post(1), frame(DATA, 0, 1, (byte) '{'), reset(1))),
                arguments(
                        "a body longer than its length",
                        join(post(1, "content-length", "1"), frame(DATA, END_STREAM, 1, new byte[4]))),
                arguments(
                        "a body shorter than its length",
                        join(post(1, "content-length", "9"), frame(DATA, END_STREAM, 1, new byte[4]))),
                arguments("a body after its end", join(get(1, PING_PATH), frame(DATA, END_STREAM, 1, new byte[4]))),
                arguments("trailers that go on", join(post(1), headers(0, 1, block("a", "b")))),
                arguments("trailers with a pseudo-header", join(post(1), headers(END_STREAM, 1, block(":a", "b")))),
                arguments("WINDOW_UPDATE of a stream by 0", join(post(1), frame(WINDOW_UPDATE, 0, 1, int32(0)))),
                arguments(
                        "window of a stream beyond its limit",
                        join(post(1), frame(WINDOW_UPDATE, 0, 1, int32(Integer.MAX_VALUE)))),
                arguments("a client that leaves", join(post(1), frame(GOAWAY, 0, 0, new byte[8]))),
                arguments("a connection that ends", post(1)));
    }

    /** In one piece, so that the server may learn of it before it has begun, and in two, so that it has. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenOff")
    void aRequestThatIsBrokenOffIsNoError(String name, byte[] frames) throws IOException {
        for (int split : new int[] {frames.length, 9 + (frames[1] & 0xFF) * 256 + (frames[2] & 0xFF)}) {
            String logged = TestServer.errorsLogged(() -> {
                try (Http2Connection connection = web.connect()) {
                    connection.send(Arrays.copyOf(frames, split));
                    Thread.sleep(20);
                    connection.sendIfOpen(Arrays.copyOfRange(frames, split, frames.length));
                    connection.read(2, 50);
                }
                Thread.sleep(50);
            });

            assertThat(logged).isEmpty();
        }
        assertThatOthersAreServed();
    }

    /** More often than there is memory for their answers: each must give back what it held. */
    @Test
    void aRequestThatIsBrokenOffWhileItWaitsForItsVectorIsNoErrorAndHoldsNothing() throws Exception {
        int answer = 2_000_000;
        byte[] request =
                join(post(1), frame(DATA, END_STREAM, 1, single("{'id1':1}").getBytes(UTF_8)));
        WebSettings.Limits limits = new WebSettings.Limits(4, 16, 10, 100_000, 8192, 1);
        long often = Runtime.getRuntime().maxMemory() / 100 / answer + 10;
        BlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>();
        try (TlsServer own = new TlsServer(folder, TestServer.settings().within(limits))) {
            own.fake.serve(Value.text("x".repeat(answer)));
            String logged = TestServer.errorsLogged(() -> {
                own.fake.answering = waiting::add;
                for (int i = 0; i < often; i++) {
                    try (Http2Connection connection = own.connect()) {
                        connection.send(request);
                        Runnable vector = Objects.requireNonNull(waiting.poll(10, TimeUnit.SECONDS));
                        connection.send(reset(1));
                        connection.read(1, 20);
                        vector.run();
                    }
                }
                own.fake.answering = Runnable::run;
                try (Http2Connection connection = own.connect()) {
                    // the window of the connection is for the whole answer, or it would not end
                    connection.send(
                            join(settings(4, 2 * answer), frame(WINDOW_UPDATE, 0, 0, int32(2 * answer)), request));
                    assertThat(connection.read(1, 5000)).first().isEqualTo("1: 200");
                }
            });

            assertThat(logged).isEmpty();
            own.assertNothingWentWrong();
        }
    }

    /** A client that grants no window keeps back every answer, however small. */
    @Test
    void answersThatNobodyTakesHoldNeitherThreadsNorTheEnd() throws Exception {
        WebSettings settings = TestServer.settings().within(new WebSettings.Limits(4, 16, 10, 100_000, 8192));
        try (TlsServer own = new TlsServer(folder, settings);
                Http2Connection other = own.connect()) {
            String logged = TestServer.errorsLogged(() -> {
                try (Http2Connection stalled = own.connect()) {
                    stalled.send(settings(4, 0));
                    for (int i = 0; i < 100; i++) {
                        stalled.send(get(1 + 2 * i, PING_PATH));
                    }
                    stalled.read(999, SILENCE);
                    other.send(get(1, PING_PATH));
                    assertThat(other.read(1, 5000)).containsExactly("1: 200");
                }
                Thread.sleep(SILENCE);
                other.close();
                own.close();
            });

            assertThat(logged).isEmpty();
            own.assertNothingWentWrong();
        }
    }

    /** One that grants no window for answers keeps its requests: as many connections as it takes to be refused. */
    @Test
    void connectionsWhoseRequestsHoldTooMuchAreClosedAndOthersAreServed() throws Exception {
        WebSettings settings = TestServer.settings().within(new WebSettings.Limits(4, 16, 10, 100_000, 16_384, 1));
        byte[] longHead = block("x-long", "x".repeat(15_000));
        try (TlsServer own = new TlsServer(folder, settings)) {
            List<Http2Connection> stalled = new ArrayList<>();
            try {
                boolean closed = false;
                while (!closed) {
                    assertThat(stalled).hasSizeLessThan(100);
                    Http2Connection connection = own.connect();
                    stalled.add(connection);
                    connection.send(settings(4, 0));
                    for (int i = 0; i < 100; i++) {
                        connection.sendIfOpen(
                                headers(Http2Frames.END_STREAM, 1 + 2 * i, join(request("GET", PING_PATH), longHead)));
                    }
                    closed = connection.read(999, 100).contains("closed");
                }
                try (Http2Connection other = own.connect()) {
                    other.send(get(1, PING_PATH));
                    assertThat(other.read(1, 5000)).containsExactly("1: 200");
                }
            } finally {
                for (Http2Connection each : stalled) {
                    each.close();
                }
            }
        }
    }

    private static void assertThatOthersAreServed() throws IOException {
        try (Http2Connection connection = web.connect()) {
            connection.send(get(1, PING_PATH));

            assertThat(connection.read(1, 5000)).containsExactly("1: 200");
        }
    }
}
