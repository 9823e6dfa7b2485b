package dev.featurestore.web;

import static dev.featurestore.web.Bodies.single;
import static dev.featurestore.web.TestServer.SINGLE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.domain.value.Value;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Clients that have connected and say nothing, or not all they have to say, take nothing from the others. */
class SlowClientsTest {
    private static final int HALF_OPEN = 1000;
    private static final int REQUESTS = 500;

    @Test
    void aThousandUnfinishedRequestsLeaveTheOthersTheirTime() throws IOException {
        WebSettings settings = TestServer.settings()
                .within(new WebSettings.Limits(4, 16, 10, 100_000, 8192))
                .within(new WebSettings.Timeouts(
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(2)));
        List<SocketChannel> halfOpen = new ArrayList<>();
        try (TestServer web = TestServer.start(settings)) {
            double before = p99(web);
            for (int i = 0; i < HALF_OPEN; i++) {
                halfOpen.add(unfinished(web, i));
            }

            double during = p99(web);

            System.out.printf(
                    "p99 of one client: %.2f ms alone, %.2f ms beside %d half-open requests%n",
                    before, during, HALF_OPEN);
            assertThat(during).as("milliseconds").isLessThan(500);
            for (SocketChannel channel : halfOpen) {
                channel.configureBlocking(false);
                assertThat(channel.read(ByteBuffer.allocate(1)))
                        .as("-1 is closed")
                        .isZero();
            }
        } finally {
            for (SocketChannel channel : halfOpen) {
                channel.close();
            }
        }
    }

    /** Their answers are made, and wait for them alone. */
    @Test
    void whoeverIsSlowToReadTakesNoPlaceFromOthers() throws IOException {
        WebSettings settings = TestServer.settings().within(new WebSettings.Limits(2, 4, 10, 100_000, 8192));
        List<SocketChannel> slow = new ArrayList<>();
        try (TestServer web = TestServer.start(settings)) {
            web.fake.serve(Value.text("x".repeat(20_000_000)));
            for (int i = 0; i < 4; i++) {
                slow.add(readingNoMoreThanTheStatus(web));
            }
            web.fake.serve(Value.text("short"));

            assertThat(web.post(SINGLE, single("{'id1':1}")).statusCode()).isEqualTo(200);
            for (SocketChannel channel : slow) {
                channel.close();
            }
        } finally {
            for (SocketChannel channel : slow) {
                channel.close();
            }
        }
    }

    private static SocketChannel readingNoMoreThanTheStatus(TestServer web) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, 16 * 1024);
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), web.server.port()));
        String body = single("{'id1':1}");
        channel.write(
                ByteBuffer.wrap(("POST " + SINGLE + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: "
                                + body.length() + "\r\n\r\n" + body)
                        .getBytes(UTF_8)));
        ByteBuffer head = ByteBuffer.allocate(12);
        channel.read(head);
        assertThat(new String(head.array(), UTF_8)).isEqualTo("HTTP/1.1 200");
        return channel;
    }

    @Test
    void howLongAClientTakesToReadIsNotCalledWriting() throws IOException, InterruptedException {
        Lines lines = new Lines();
        try (TestServer web = TestServer.start(TestServer.settings(), lines)) {
            web.fake.serve(Value.text("x".repeat(20_000_000)));
            try (SocketChannel channel = readingNoMoreThanTheStatus(web)) {
                Thread.sleep(1000);
                ByteBuffer rest = ByteBuffer.allocate(1 << 20);
                while (channel.read(rest) >= 0) {
                    rest.clear();
                }
            }

            Matcher line = Pattern.compile(" us=(\\d+) .* write_us=(\\d+)")
                    .matcher(lines.await(1, web).get(0));
            assertThat(line.find()).isTrue();
            assertThat(Long.parseLong(line.group(1)) - Long.parseLong(line.group(2)))
                    .isGreaterThanOrEqualTo(900_000);
        }
    }

    /** By turns: a connection and no more, half a head, half a body, a body of which each part is a byte. */
    private static SocketChannel unfinished(TestServer web, int number) throws IOException {
        SocketChannel channel =
                SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), web.server.port()));
        String head = "POST " + SINGLE + " HTTP/1.1\r\nHost: x\r\n";
        String sent = switch (number % 4) {
            case 0 -> "";
            case 1 -> head;
            case 2 -> head + "Content-Length: 1000\r\n\r\n{";
            default -> head + "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n1\r\n ";
        };
        channel.write(ByteBuffer.wrap(sent.getBytes(UTF_8)));
        return channel;
    }

    private static double p99(TestServer web) {
        String body = single("{'id1':1}");
        long[] nanos = new long[REQUESTS];
        for (int i = 0; i < REQUESTS; i++) {
            long start = System.nanoTime();
            assertThat(web.post(SINGLE, body).statusCode()).isEqualTo(200);
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        return nanos[REQUESTS * 99 / 100] / 1e6;
    }
}
