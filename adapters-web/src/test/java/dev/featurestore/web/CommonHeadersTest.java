package dev.featurestore.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.domain.ErrorCode;
import dev.featurestore.web.exchange.RequestSpans;
import dev.featurestore.web.metrics.Metrics;
import dev.featurestore.web.server.WebServer;
import dev.featurestore.web.tls.TlsSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.helpers.NOPLogger;

class CommonHeadersTest {
    private static final String END = " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

    /** Answers of routes, of what stands before them, and of the HTTP engine; ends of files and errors. */
    private static final List<String> REQUESTS = List.of(
            "GET /0.1.0/ping" + END,
            "HEAD /0.1.0/ping" + END,
            "GET /openapi.json" + END,
            "GET /" + END,
            "GET /docs" + END,
            "GET /docs/docs.css" + END,
            "GET /metrics" + END,
            "GET /none" + END,
            "DELETE /0.1.0/ping" + END,
            "POST /0.1.0/feature_store" + END,
            "POST /0.1.0/feature_store HTTP/1.1\r\nHost: x\r\nContent-Length: 999999999\r\n\r\n",
            "POST /0.1.0/feature_store HTTP/1.1\r\nHost: x\r\nExpect: x\r\nContent-Length: 2\r\n\r\n{}",
            "GET /0.1.0/feature_store" + END,
            "GET /%zz" + END,
            "nonsense\r\n\r\n",
            "GET / HTTP/9.9\r\n\r\n",
            "GET /" + "x".repeat(17_000) + END,
            "GET / HTTP/1.1\r\nHost: x\r\nX-Big: " + "x".repeat(17_000) + "\r\n\r\n");

    @TempDir
    private Path folder;

    private static WebSettings settings() {
        return TestServer.settings().with(WebSettings.Options.defaults().withExplorer(true));
    }

    @Test
    void everyAnswerForbidsToGuessItsType() {
        try (TestServer web = TestServer.start(settings())) {
            web.fake.refuse(ErrorCode.INTERNAL, "x");
            for (String request : REQUESTS) {
                assertThat(web.raw(request))
                        .as(request)
                        .containsOnlyOnce("\r\nX-Content-Type-Options: nosniff\r\n")
                        .containsOnlyOnce("\r\nX-Request-ID: ")
                        .doesNotContain("Strict-Transport-Security");
            }
        }
    }

    @Test
    void everyAnswerOverTlsTellsBrowsersToStayThereIfThatIsSet() throws IOException {
        WebSettings.Observation apart = new WebSettings.Observation(Optional.of(0), false, Duration.ZERO);
        try (WebServer web = startTls(Duration.ofDays(1), settings().with(apart))) {
            for (String request : REQUESTS) {
                assertThat(ask(web, request))
                        .as(request)
                        .containsOnlyOnce("\r\nStrict-Transport-Security: max-age=86400\r\n")
                        .containsOnlyOnce("\r\nX-Content-Type-Options: nosniff\r\n");
            }
            try (Socket plain = new Socket(
                    InetAddress.getLoopbackAddress(), web.metricsPort().orElseThrow())) {
                assertThat(answer(plain, "GET /metrics" + END))
                        .startsWith("HTTP/1.1 200")
                        .contains("\r\nX-Content-Type-Options: nosniff\r\n")
                        .doesNotContain("Strict-Transport-Security");
            }
        }
    }

    @Test
    void withoutTheSettingBrowsersAreToldNothing() throws IOException {
        try (WebServer web = startTls(Duration.ZERO, settings())) {
            assertThat(ask(web, "GET /0.1.0/ping" + END))
                    .startsWith("HTTP/1.1 200")
                    .doesNotContain("Strict-Transport-Security");
        }
    }

    private WebServer startTls(Duration hsts, WebSettings settings) throws IOException {
        TestCertificates.Pair server = TestCertificates.authority("self-signed");
        TlsSettings tls = TlsSettings.of(
                        Files.writeString(folder.resolve("cert.pem"), server.pem()),
                        Files.writeString(folder.resolve("key.pem"), server.pkcs8()),
                        Optional.empty())
                .withHsts(hsts);
        trusted = server;
        return WebServer.start(
                settings.with(tls), new FakeApi().api(), new Metrics(), RequestSpans.NONE, NOPLogger.NOP_LOGGER);
    }

    private TestCertificates.Pair trusted;

    private String ask(WebServer web, String request) throws IOException {
        try (Socket socket = TestCertificates.client(trusted)
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), web.port())) {
            return answer(socket, request);
        }
    }

    private static String answer(Socket socket, String request) throws IOException {
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
        return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
}
