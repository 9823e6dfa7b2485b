package dev.featurestore.web;

import static dev.featurestore.web.Http2Frames.CONTINUATION;
import static dev.featurestore.web.Http2Frames.DATA;
import static dev.featurestore.web.Http2Frames.HEADERS;
import static dev.featurestore.web.Http2Frames.PING;
import static dev.featurestore.web.Http2Frames.PRIORITY;
import static dev.featurestore.web.Http2Frames.SETTINGS;
import static dev.featurestore.web.Http2Frames.frame;
import static dev.featurestore.web.Http2Frames.get;
import static dev.featurestore.web.Http2Frames.headers;
import static dev.featurestore.web.Http2Frames.join;
import static dev.featurestore.web.Http2Frames.post;
import static dev.featurestore.web.Http2Frames.repeat;
import static dev.featurestore.web.Http2Frames.request;
import static dev.featurestore.web.Http2Frames.reset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Frames that are allowed one by one, in numbers that nobody needs. */
class Http2FloodTest {
    private static final int FRAMES = 20_000;
    private static final String PING_PATH = "/0.1.0/ping";

    @TempDir
    private Path folder;

    private static byte[] each(IntFunction<byte[]> frames) {
        return join(IntStream.range(0, FRAMES / 10).mapToObj(frames).toArray(byte[][]::new));
    }

    static Stream<Arguments> floods() {
        byte[] open = frame(HEADERS, 0, 1, request("GET", PING_PATH));
        return Stream.of(
                arguments("requests reset at once", each(i -> join(get(1 + 2 * i, PING_PATH), reset(1 + 2 * i)))),
                arguments("bodies reset at once", each(i -> join(post(1 + 2 * i), reset(1 + 2 * i)))),
                arguments("malformed requests", each(i -> headers(1, 1 + 2 * i, request("GET", "")))),
                arguments("SETTINGS", repeat(FRAMES, frame(SETTINGS, 0, 0))),
                arguments("PING", repeat(FRAMES, frame(PING, 0, 0, new byte[8]))),
                arguments("PRIORITY", repeat(FRAMES, frame(PRIORITY, 0, 3, new byte[5]))),
                arguments("empty CONTINUATION", join(open, repeat(FRAMES, frame(CONTINUATION, 0, 1)))),
                arguments(
                        "CONTINUATION without an end",
                        join(open, repeat(100, frame(CONTINUATION, 0, 1, new byte[16_384])))),
                arguments("empty DATA", join(post(1), repeat(FRAMES, frame(DATA, 0, 1)))),
                arguments("trailers in place of a body", join(post(1), repeat(FRAMES, headers(0, 1, new byte[0])))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("floods")
    void aFloodEndsItsConnectionAndNothingElse(String name, byte[] flood) throws Exception {
        try (TlsServer web = new TlsServer(folder, TestServer.settings());
                Http2Connection other = web.connect()) {
            List<String> answers = new ArrayList<>();

            String logged = TestServer.errorsLogged(() -> {
                try (Http2Connection attacker = web.connect()) {
                    Thread reader = new Thread(() -> answers.addAll(attacker.read(Integer.MAX_VALUE, 10_000)));
                    reader.start();
                    attacker.sendIfOpen(flood);
                    reader.join(20_000);
                    other.send(get(1, PING_PATH));
                    assertThat(other.read(1, 5000)).containsExactly("1: 200");
                }
            });

            assertThat(answers.get(answers.size() - 1)).isEqualTo("closed");
            assertThat(logged).isEmpty();
            web.assertNothingWentWrong();
        }
    }
}
