package dev.featurestore.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.web.exchange.RequestSpans;
import dev.featurestore.web.metrics.Metrics;
import dev.featurestore.web.server.WebServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.helpers.NOPLogger;

/** A real server on a free port over use cases that a test plays, and a client that checks every answer it gets. */
public final class TestServer implements AutoCloseable {
    static final String SINGLE = "/0.1.0/feature_store";
    static final String BATCH = "/0.1.0/batch_feature_store";
    public static final String KEY = "0123456789abcdef.very-secret";

    /** Stack traces, class names, and what the JSON parser calls itself. */
    private static final Pattern INTERNALS = Pattern.compile(
            "Exception|\\bat [a-z]+\\.|java\\.|jakarta|fasterxml|jackson|jetty|javalin|featurestore\\.|StreamRead|ALLOW_|\\[Source|REDACTED",
            Pattern.CASE_INSENSITIVE);

    final FakeApi fake = new FakeApi();
    final WebServer server;
    private final Metrics metrics = new Metrics();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private TestServer(WebSettings settings, Logger requests) {
        this.server = WebServer.start(settings, fake.api(), metrics, RequestSpans.NONE, requests);
    }

    public static TestServer start() {
        return start(settings());
    }

    public static TestServer start(WebSettings settings) {
        return start(settings, NOPLogger.NOP_LOGGER);
    }

    public static TestServer start(WebSettings settings, Logger requests) {
        return new TestServer(settings, requests);
    }

    public static WebSettings settings() {
        return WebSettings.defaults().at("127.0.0.1", 0);
    }

    HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, BodyPublishers.noBody(), headers);
    }

    public HttpResponse<String> post(String path, String body, String... headers) {
        return send("POST", path, BodyPublishers.ofString(body), headers);
    }

    HttpResponse<String> send(String method, String path, BodyPublisher body, String... headers) {
        HttpResponse<String> response = unchecked(method, path, body, BodyHandlers.ofString(UTF_8), headers);
        if (!method.equals("HEAD")) {
            check(method, path, response);
        }
        return response;
    }

    <T> HttpResponse<T> unchecked(
            String method, String path, BodyPublisher body, HttpResponse.BodyHandler<T> handler, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(Duration.ofSeconds(30))
                .method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), handler);
        } catch (IOException e) {
            throw new AssertionError("no answer to " + method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static void check(String method, String path, HttpResponse<String> response) {
        assertThat(response.headers().firstValue("X-Request-ID")).isPresent();
        assertThat(response.headers().firstValue("Server")).isEmpty();
        assertThat(response.headers().firstValue("Content-Length"))
                .hasValue(Integer.toString(response.body().getBytes(UTF_8).length));
        if (response.statusCode() >= 400) {
            assertNoInternals(response.body());
        }
        OpenApi.check(method, path, response.statusCode(), response.headers(), response.body());
    }

    static void assertNoInternals(String body) {
        assertThat(body).doesNotContainPattern(INTERNALS);
    }

    /** What a test does. */
    interface Doing {
        void run() throws Exception;
    }

    /** What is logged at level error while that is done, and kept off the console; of TLS, warnings too. */
    static String errorsLogged(Doing doing) {
        return errorsLogged(doing, "");
    }

    /** As {@link #errorsLogged(Doing)}, and afterwards until that text has come. */
    static String errorsLogged(Doing doing, String until) {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream console = System.err;
        try {
            System.setErr(new PrintStream(log, true, UTF_8));
            doing.run();
            for (int i = 0; i < 2000 && !log.toString(UTF_8).contains(until); i++) {
                Thread.sleep(5);
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        } finally {
            System.setErr(console);
        }
        return log.toString(UTF_8);
    }

    /** Sends bytes as they are, and reads whatever comes back until the server closes the connection. */
    String raw(String request) {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new AssertionError("no answer to " + request, e);
        }
    }

    /** Memory that requests and answers hold just now. */
    long memoryHeld() {
        return (long) metrics.registry()
                .get("feature_store_requests_memory_bytes")
                .gauge()
                .value();
    }

    public Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    /** Reads until what has come holds the text. */
    static String readUntil(InputStream in, String text) throws IOException {
        StringBuilder read = new StringBuilder();
        while (read.indexOf(text) < 0) {
            int octet = in.read();
            if (octet < 0) {
                throw new AssertionError("the connection was closed after: " + read);
            }
            read.append((char) octet);
        }
        return read.toString();
    }

    @Override
    public void close() {
        server.close();
    }
}
