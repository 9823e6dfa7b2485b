package dev.featurestore.web;

import static dev.featurestore.web.Bodies.single;
import static dev.featurestore.web.TestServer.BATCH;
import static dev.featurestore.web.TestServer.KEY;
import static dev.featurestore.web.TestServer.SINGLE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.application.port.StoreFailure;
import dev.featurestore.application.usecase.Answer;
import dev.featurestore.application.usecase.Credential;
import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.Failure;
import dev.featurestore.domain.access.Caller;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who asks is found out by the headers, before a byte of the body matters. */
class KeyFirstTest {
    private static final int LIMIT = 200_000;
    private static final String HEAD = "POST " + SINGLE + " HTTP/1.1\r\nHost: x\r\n";
    private static final String UNKNOWN =
            "{\"code\":22,\"message\":\"Invalid API key\",\"reason\":\"Unauthenticated.\"}";

    private final Lines lines = new Lines();
    private static final WebSettings.Limits LIMITS = new WebSettings.Limits(4, 10, 1024, LIMIT, 8192);

    private static final WebSettings SETTINGS = TestServer.settings()
            .within(LIMITS)
            .within(new WebSettings.Timeouts(
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(2)))
            .with(WebSettings.Observation.defaults().withSlowAfter(Duration.ofMinutes(1)));

    private final AtomicInteger asked = new AtomicInteger();
    private TestServer web;

    @BeforeEach
    void start() {
        web = TestServer.start(SETTINGS, lines);
        web.fake.authenticate = (credential, deadline) -> {
            asked.incrementAndGet();
            return credential instanceof Credential.Given
                    ? new Answer.Given<>(new Caller.Anyone())
                    : new Answer.Refused<>(new Failure(ErrorCode.UNAUTHENTICATED, "Invalid API key"));
        };
    }

    @AfterEach
    void stop() {
        web.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {SINGLE, BATCH, SINGLE + "/", "/0.2.0/feature_store"})
    void aBodyThatHasNotComeIsNotWaitedFor(String path) {
        String answer = web.raw("POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 401 ").contains(UNKNOWN).contains("\r\nConnection: close\r\n");
    }

    @Test
    void aBodyInChunksThatHasNotEndedIsNotWaitedFor() {
        String answer = web.raw(HEAD + "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n");

        assertThat(answer).startsWith("HTTP/1.1 401 ").contains(UNKNOWN).contains("\r\nConnection: close\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 1000", "Content-Length: 99999999999", "Transfer-Encoding: chunked"})
    void aClientThatAsksBeforehandIsNotToldToGoOn(String framing) {
        String answer = web.raw(HEAD + "Expect: 100-continue\r\n" + framing + "\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 401 ")
                .contains(UNKNOWN)
                .contains("\r\nConnection: close\r\n")
                .doesNotContain("100 Continue");
    }

    @Test
    void aClientThatAsksBeforehandAndIsKnownIsToldToGoOn() throws IOException {
        byte[] body = single("{'id1':1}").getBytes(UTF_8);
        try (Socket socket = web.connect()) {
            socket.getOutputStream()
                    .write((HEAD + "X-API-KEY: " + KEY + "\r\nExpect: 100-continue\r\nContent-Length: " + body.length
                                    + "\r\n\r\n")
                            .getBytes(UTF_8));
            assertThat(TestServer.readUntil(socket.getInputStream(), "\r\n\r\n"))
                    .startsWith("HTTP/1.1 100 ");
            socket.getOutputStream().write(body);

            assertThat(TestServer.readUntil(socket.getInputStream(), ":null}")).startsWith("HTTP/1.1 200 ");
        }
    }

    /** A client that reads only when it has sent all would else find a connection that was reset. */
    @Test
    void whoSendsALargeBodyStillGetsTheAnswer() throws IOException {
        for (int i = 0; i < 20; i++) {
            try (Socket socket = web.connect()) {
                socket.getOutputStream().write((HEAD + "Content-Length: " + LIMIT + "\r\n\r\n").getBytes(UTF_8));
                for (int sent = 0; sent < LIMIT; sent += 1000) {
                    socket.getOutputStream().write(new byte[1000]);
                }

                String answer = TestServer.readUntil(socket.getInputStream(), "}");

                assertThat(answer).startsWith("HTTP/1.1 401 ").contains(UNKNOWN);
            }
        }
    }

    @Test
    void theConnectionServesOnIfTheBodyIsThereAlready() throws IOException {
        byte[] body = single("{'id1':1}").getBytes(UTF_8);
        String framed = "Content-Length: " + body.length + "\r\n\r\n" + new String(body, UTF_8);
        try (Socket socket = web.connect()) {
            for (int i = 0; i < 3; i++) {
                socket.getOutputStream().write((HEAD + framed).getBytes(UTF_8));
                assertThat(TestServer.readUntil(socket.getInputStream(), ".\"}"))
                        .startsWith("HTTP/1.1 401 ")
                        .doesNotContain("Connection: close");
            }
            socket.getOutputStream().write((HEAD + "X-API-KEY: " + KEY + "\r\n" + framed).getBytes(UTF_8));

            assertThat(TestServer.readUntil(socket.getInputStream(), ":null}")).startsWith("HTTP/1.1 200 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "\u0000", "{'featureStoreName':7}"})
    void withoutAKeyNothingIsSaidOfTheBody(String body) {
        HttpResponse<String> response = web.post(SINGLE, body);

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body()).isEqualTo(UNKNOWN);
    }

    @Test
    void withoutAKeyNothingIsSaidOfItsSizeOrEncoding() {
        assertThat(web.post(SINGLE, " ".repeat(LIMIT + 1)).body()).isEqualTo(UNKNOWN);
        assertThat(web.post(SINGLE, "xyz", "Content-Encoding", "gzip").body()).isEqualTo(UNKNOWN);
    }

    @Test
    void theRateLimitIsKeptBeforeTheBodyToo() {
        web.fake.authenticate = (credential, deadline) -> new Answer.Refused<>(
                new Failure(ErrorCode.TOO_MANY_REQUESTS, "This API key may send 1 request a second"));

        String answer = web.raw(HEAD + "X-API-KEY: " + KEY + "\r\nContent-Length: 1000\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 429 ")
                .contains("\"code\":27", "\r\nRetry-After: 1\r\n", "\r\nRetry-After-Ms: 1000\r\n");
    }

    @Test
    void keysThatCannotBeReadAreAnsweredWithTheirCode() {
        web.fake.authenticate = (credential, deadline) -> {
            throw StoreFailure.unavailable("Metadata", Duration.ofMillis(1500), new IllegalStateException("db-7"));
        };

        HttpResponse<String> response = web.post(SINGLE, single("{'id1':1}"), "X-API-KEY", KEY);

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body())
                .isEqualTo("{\"code\":24,\"message\":\"Metadata\",\"reason\":\"Service unavailable.\"}");
        assertThat(response.headers().firstValue("Retry-After")).hasValue("2");
        assertThat(response.headers().firstValue("Retry-After-Ms")).hasValue("1500");
    }

    @Test
    void whatIsUnforeseenIsAnInternalError() {
        web.fake.authenticate = (credential, deadline) -> {
            throw new IllegalStateException("secret detail");
        };

        String logged = TestServer.errorsLogged(() -> {
            HttpResponse<String> response = web.post(SINGLE, single("{'id1':1}"));
            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(response.body()).contains("\"code\":26").doesNotContain("secret detail");
        });

        assertThat(logged).contains("secret detail");
    }

    @Test
    void aRequestIsAskedForItsKeyOnce() {
        web.post(SINGLE, single("{'id1':1}"), "X-API-KEY", KEY);

        assertThat(asked).hasValue(1);
    }

    @Test
    void aRefusalIsOneLineInTheLog() throws InterruptedException {
        web.post(SINGLE, "{", "X-Request-ID", "a1");

        assertThat(lines.await(1, web))
                .singleElement()
                .asString()
                .matches("POST /0.1.0/feature_store status=401 code=22 id=a1 us=\\d+ key=- key_us=\\d+");
    }

    /** Keys that are not known yet are read from the database: that must not take all threads there are. */
    @ParameterizedTest
    @ValueSource(strings = {"POST " + SINGLE, "GET /0.1.0/feature_store", "GET /0.1.0/feature_store/s/v/1"})
    void keysThatTakeLongLeaveProbesAndKnownKeysTheirThreads(String request) throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        int lookups = LIMITS.keyLookups();
        CountDownLatch reading = new CountDownLatch(lookups);
        web.fake.authenticate = (credential, deadline) -> {
            if (credential instanceof Credential.Given) {
                return new Answer.Given<>(new Caller.Anyone());
            }
            if (deadline.remainingNanos() <= 0) {
                throw StoreFailure.unavailable("Takes long", Duration.ofSeconds(1), new IllegalStateException());
            }
            reading.countDown();
            awaitQuietly(answered);
            return new Answer.Given<>(new Caller.Anyone());
        };
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < lookups; i++) {
                Socket socket = web.connect();
                sockets.add(socket);
                socket.getOutputStream()
                        .write((request + " HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}").getBytes(UTF_8));
            }
            assertThat(reading.await(10, TimeUnit.SECONDS)).isTrue();

            assertThat(web.get("/0.1.0/ping").statusCode()).isEqualTo(200);
            assertThat(web.post(SINGLE, single("{'id1':1}"), "X-API-KEY", KEY).statusCode())
                    .isEqualTo(200);
            assertThat(web.get("/0.1.0/feature_store", "X-API-KEY", KEY).statusCode())
                    .isEqualTo(200);
            HttpResponse<String> oneMore = web.post(SINGLE, single("{'id1':1}"));
            assertThat(oneMore.statusCode()).isEqualTo(503);
            assertThat(oneMore.body()).contains("\"code\":24", "Takes long");
            assertThat(oneMore.headers().firstValue("Retry-After")).hasValue("1");
            answered.countDown();
            assertThat(TestServer.readUntil(sockets.get(lookups - 1).getInputStream(), "}"))
                    .startsWith("HTTP/1.1 ");
        } finally {
            answered.countDown();
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    /** A probe that needs a key, too. */
    @ParameterizedTest
    @ValueSource(strings = {"/0.1.0/ping", "/0.1.0/health"})
    void keysOfProbesThatTakeLongLeaveKnownKeysTheirThreads(String probe) throws Exception {
        web.close();
        web = TestServer.start(SETTINGS.with(new WebSettings.Options(false, true, true, false)), new Lines());
        CountDownLatch answered = new CountDownLatch(1);
        AtomicInteger waiting = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(3 * LIMITS.keyLookups());
        web.fake.authenticate = (credential, deadline) -> {
            if (credential instanceof Credential.Given) {
                return new Answer.Given<>(new Caller.Anyone());
            }
            if (deadline.remainingNanos() <= 0) {
                all.countDown();
                throw StoreFailure.unavailable("Takes long", Duration.ofSeconds(1), new IllegalStateException());
            }
            waiting.incrementAndGet();
            all.countDown();
            awaitQuietly(answered);
            return new Answer.Given<>(new Caller.Anyone());
        };
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 3 * LIMITS.keyLookups(); i++) {
                Socket socket = web.connect();
                sockets.add(socket);
                socket.getOutputStream().write(("GET " + probe + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(UTF_8));
            }
            assertThat(all.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(web.post(SINGLE, single("{'id1':1}"), "X-API-KEY", KEY).statusCode())
                    .isEqualTo(200);
            assertThat(waiting).hasValue(LIMITS.keyLookups());
        } finally {
            answered.countDown();
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
