package dev.featurestore.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.web.exchange.RequestSpans;
import dev.featurestore.web.metrics.Metrics;
import dev.featurestore.web.server.WebServer;
import dev.featurestore.web.tls.TlsSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** A server that encrypts, over use cases that a test plays, with its log of requests and its metrics. */
final class TlsServer implements AutoCloseable {
    private static final TestCertificates.Pair CA = TestCertificates.authority("CA");
    private static final TestCertificates.Pair SERVER = CA.sign("server", TestCertificates.ec());

    final FakeApi fake = new FakeApi();
    final Lines lines = new Lines();
    private final Metrics metrics = new Metrics();
    final WebServer server;
    private boolean closed;
    final SSLContext client = TestCertificates.client(CA);

    TlsServer(Path folder, WebSettings settings) throws IOException {
        TlsSettings tls = TlsSettings.of(
                Files.writeString(folder.resolve("cert.pem"), SERVER.pem()),
                Files.writeString(folder.resolve("key.pem"), SERVER.pkcs8()),
                Optional.empty());
        server = WebServer.start(settings.with(tls), fake.api(), metrics, RequestSpans.NONE, lines);
    }

    Http2Connection connect() throws IOException {
        return Http2Connection.greeted(server.port(), client);
    }

    int port() {
        return server.port();
    }

    /** Fails if anything that was done to the server so far counts as its own fault. */
    void assertNothingWentWrong() throws IOException, InterruptedException {
        List<String> failures =
                allLines().stream().filter(line -> line.contains("status=5")).toList();
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        metrics.writeTo(text, Metrics.TEXT);
        assertThat(failures).isEmpty();
        assertThat(text.toString(StandardCharsets.UTF_8)).doesNotContain("status=\"5");
    }

    /** With that of one more request they are all there; a server that is closed takes none, and writes none. */
    private List<String> allLines() throws IOException, InterruptedException {
        if (closed) {
            return lines.all();
        }
        try (Http2Connection connection = connect()) {
            connection.send(Http2Frames.headers(
                    Http2Frames.END_STREAM, 1, Http2Frames.request("GET", "/0.1.0/ping", "x-request-id", Lines.LAST)));
            assertThat(connection.read(1, 5000)).containsExactly("1: 200");
        }
        return lines.awaitLast();
    }

    @Override
    public void close() {
        server.close();
        closed = true;
    }
}
