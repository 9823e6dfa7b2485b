package dev.featurestore.bootstrap.drills;

import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.bootstrap.PackagedProgram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runnable jar on a host that runs out of something, or kills it. */
class HostLimitsIT {
    private static final String JAR = System.getProperty("jar");
    /** Less than the 30 s after which a connection ends that nobody uses. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    @Test
    void moreConnectionsThanFileDescriptorsHurtNobodyForLong() throws Exception {
        String command = "ulimit -n 256; exec " + PackagedProgram.java() + " -Xmx256m -jar " + JAR + " --port 0";
        try (PackagedProgram program = PackagedProgram.start(folder, List.of("bash", "-c", command), Map.of())) {
            int port = program.port();
            assertThat(ping(port)).isEqualTo(200);
            Duration before = program.processorTime();
            List<SocketChannel> held = new ArrayList<>();
            try {
                for (int i = 0; i < 1000; i++) {
                    connect(port).ifPresent(held::add);
                }
                assertThat(held).as("more than the program may have open").hasSizeGreaterThan(256);
                // Whoever has sent nothing for a second makes room for others.
                Thread.sleep(2000);
                assertThat(ping(port)).isEqualTo(200);
                Thread.sleep(3000);
                assertThat(program.processorTime().minus(before)).isLessThan(Duration.ofSeconds(4)); // of 5 s and more
            } finally {
                for (SocketChannel each : held) {
                    each.close();
                }
            }

            assertThat(ping(port)).isEqualTo(200);
            // A line for each request that was begun and broken off is what the log is for.
            assertThat(program.output().lines().filter(line -> !line.contains(" requests: ")))
                    .hasSizeLessThan(50)
                    .noneMatch(line -> line.contains("Too many open files"));
        }
    }

    /** Half a request; nothing if the backlog is full. */
    private static Optional<SocketChannel> connect(int port) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        if (channel.finishConnect()) {
            channel.write(ByteBuffer.wrap("GET /0.1.0/ping HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII)));
            return Optional.of(channel);
        }
        channel.close();
        return Optional.empty();
    }

    @Test
    void aDiskWithoutRoomForTheLogStopsNoRequest() throws Exception {
        Path config = Files.writeString(folder.resolve("config.json"), "{\"Log\": {\"FilePath\": \"/dev/full\"}}");
        try (PackagedProgram program =
                PackagedProgram.start(folder, "--demo", "--config", config.toString(), "--port", "0")) {
            int port = program.port();

            HttpClient client = HttpClient.newHttpClient();
            long start = System.nanoTime();
            for (int i = 0; i < 1000; i++) {
                assertThat(ping(client, port)).isEqualTo(200);
            }

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(60));
            assertThat(program.terminate()).isZero();
        }
    }

    @Test
    void afterAKillItStartsAtOnceOnTheSamePortInSpiteOfThePidFile() throws Exception {
        Path pidFile = folder.resolve("server.pid");
        Path config = Files.writeString(folder.resolve("config.json"), "{\"PIDFile\": \"" + pidFile + "\"}");
        int port;
        try (PackagedProgram killed =
                PackagedProgram.start(folder, "--demo", "--config", config.toString(), "--port", "0")) {
            port = killed.port();
            try (Socket open = new Socket(InetAddress.getLoopbackAddress(), port)) {
                open.getOutputStream().write("GET /0.1.0".getBytes(StandardCharsets.US_ASCII));
                assertThat(ping(port)).isEqualTo(200);
                killed.kill();
            }
        }
        assertThat(pidFile).exists();

        try (PackagedProgram again = PackagedProgram.start(
                folder, "--demo", "--config", config.toString(), "--port", Integer.toString(port))) {
            assertThat(again.port()).isEqualTo(port);
            assertThat(ping(port)).isEqualTo(200);
            assertThat(Files.readString(pidFile).strip()).isEqualTo(Long.toString(again.pid()));
            assertThat(again.terminate()).isZero();
            assertThat(pidFile).doesNotExist();
        }
    }

    /** On a connection of its own. */
    private static int ping(int port) throws IOException, InterruptedException {
        return ping(HttpClient.newHttpClient(), port);
    }

    private static int ping(HttpClient client, int port) throws IOException, InterruptedException {
        return client.send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/0.1.0/ping"))
                                .timeout(PATIENCE)
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
