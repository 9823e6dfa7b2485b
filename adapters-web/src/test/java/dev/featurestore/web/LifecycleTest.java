package dev.featurestore.web;

import static dev.featurestore.web.Bodies.single;
import static dev.featurestore.web.TestServer.SINGLE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.featurestore.application.usecase.Answer;
import dev.featurestore.application.usecase.GetFeatureVector;
import dev.featurestore.domain.value.Value;
import dev.featurestore.web.exchange.RequestSpans;
import dev.featurestore.web.metrics.Metrics;
import dev.featurestore.web.server.WebServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LifecycleTest {
    private static final Function<GetFeatureVector.Query, Answer<GetFeatureVector.Vector>> ECHO = new FakeApi().vector;
    private static final String BODY = single("{'id1':1}");

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch finish = new CountDownLatch(1);

    private void untilToldSo(TestServer web) {
        web.fake.vector = query -> {
            begun.countDown();
            await(finish);
            return ECHO.apply(query);
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("waited in vain");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static CompletableFuture<HttpResponse<String>> posting(TestServer web) {
        return CompletableFuture.supplyAsync(() -> web.post(SINGLE, BODY), task -> new Thread(task).start());
    }

    @Test
    void aTakenPortIsNamed() {
        try (TestServer web = TestServer.start()) {
            WebSettings same = TestServer.settings().at("127.0.0.1", web.server.port());

            CannotListen failure = catchThrowableOfType(
                    CannotListen.class, () -> WebServer.start(same, web.fake.api(), new Metrics(), RequestSpans.NONE));

            assertThat(failure.host()).isEqualTo("127.0.0.1");
            assertThat(failure.port()).isEqualTo(web.server.port());
            assertThat(failure)
                    .hasMessage("Cannot listen on 127.0.0.1 port " + web.server.port() + ": Address already in use");
            assertThat(web.get("/0.1.0/ping").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void anAddressOfNobodyOrOfAnotherMachineIsNamed() {
        assertThatThrownBy(() -> TestServer.start(TestServer.settings().at("no-such-host.invalid", 0)))
                .isInstanceOf(CannotListen.class)
                .hasMessage("Cannot listen on no-such-host.invalid port 0: there is no such host");
        assertThatThrownBy(() -> TestServer.start(TestServer.settings().at("192.0.2.1", 0)))
                .isInstanceOf(CannotListen.class)
                .hasMessageContaining("Cannot listen on 192.0.2.1 port 0: ");
    }

    @Test
    void drainingTurnsHealthOffAndServesOn() {
        try (TestServer web = TestServer.start()) {
            web.server.drain();

            HttpResponse<String> health = web.get("/0.1.0/health");
            assertThat(health.statusCode()).isEqualTo(503);
            assertThat(health.body())
                    .startsWith("{\"code\":24,\"message\":\"The server is about to stop\",")
                    .contains("\"status\":\"DOWN\",\"parts\":[{\"name\":\"online-store\",\"status\":\"UP\"");
            assertThat(web.get("/0.1.0/ping").statusCode()).isEqualTo(200);
            assertThat(web.post(SINGLE, BODY).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void closingFinishesWhatIsInFlightAndTakesNothingNew() throws Exception {
        TestServer web = TestServer.start();
        untilToldSo(web);
        CompletableFuture<HttpResponse<String>> inFlight = posting(web);
        await(begun);

        CompletableFuture<Void> closing = CompletableFuture.runAsync(web::close, task -> new Thread(task).start());
        awaitRefusal(web);
        assertThat(closing).isNotDone();
        finish.countDown();

        assertThat(inFlight.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        closing.get(10, TimeUnit.SECONDS);
        assertThatThrownBy(web::connect).isInstanceOf(ConnectException.class);
    }

    private static void awaitRefusal(TestServer web) throws InterruptedException {
        for (int i = 0; i < 200; i++) {
            try (Socket socket = web.connect()) {
                Thread.sleep(20);
            } catch (IOException e) {
                return;
            }
        }
        throw new AssertionError("new connections are still taken");
    }

    @Test
    void aConnectionThatIsKeptIsToldOfTheStop() throws Exception {
        TestServer web = TestServer.start();
        untilToldSo(web);
        try (Socket kept = web.connect()) {
            kept.getOutputStream().write("GET /0.1.0/ping HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(UTF_8));
            TestServer.readUntil(kept.getInputStream(), "}");
            CompletableFuture<HttpResponse<String>> inFlight = posting(web);
            await(begun);
            CompletableFuture<Void> closing = CompletableFuture.runAsync(web::close, task -> new Thread(task).start());
            awaitRefusal(web);

            kept.getOutputStream().write("GET /0.1.0/ping HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(UTF_8));
            String answer = new String(kept.getInputStream().readAllBytes(), UTF_8);
            finish.countDown();
            closing.get(10, TimeUnit.SECONDS);

            assertThat(answer)
                    .startsWith("HTTP/1.1 503 ")
                    .contains("Retry-After: 1\r\n")
                    .contains("Retry-After-Ms: 1000\r\n")
                    .contains("X-Request-ID: ")
                    .contains("{\"code\":24,");
            assertThat(inFlight.get().statusCode()).isEqualTo(200);
        } finally {
            finish.countDown();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Expect: 100-continue\r\n"})
    void closingLeavesABodyThatStillComesItsTime(String more) throws Exception {
        TestServer web = TestServer.start();
        byte[] body = BODY.getBytes(UTF_8);
        try (Socket slow = web.connect()) {
            slow.getOutputStream()
                    .write(("POST " + SINGLE + " HTTP/1.1\r\nHost: x\r\n" + more + "Content-Length: " + body.length
                                    + "\r\n\r\n")
                            .getBytes(UTF_8));
            if (!more.isEmpty()) {
                assertThat(TestServer.readUntil(slow.getInputStream(), "\r\n\r\n"))
                        .startsWith("HTTP/1.1 100 ");
            }
            slow.getOutputStream().write(body, 0, 10);
            while (web.memoryHeld() == 0) {
                Thread.sleep(1); // it may still be under way
            }
            CompletableFuture<Void> closing = CompletableFuture.runAsync(web::close, task -> new Thread(task).start());
            awaitRefusal(web);
            Thread.sleep(700);

            slow.getOutputStream().write(body, 10, body.length - 10);
            String answer = new String(slow.getInputStream().readAllBytes(), UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 200 ").contains("Connection: close");
            closing.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void closingLeavesAClientThatIsSlowToReadItsTime() throws Exception {
        TestServer web = TestServer.start();
        web.fake.serve(Value.text("x".repeat(30_000_000)));
        byte[] body = BODY.getBytes(UTF_8);
        try (Socket slow = new Socket()) {
            slow.setReceiveBufferSize(16 * 1024);
            slow.setSoTimeout(10_000);
            slow.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), web.server.port()));
            slow.getOutputStream()
                    .write(("POST " + SINGLE + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length + "\r\n\r\n")
                            .getBytes(UTF_8));
            slow.getOutputStream().write(body);
            TestServer.readUntil(slow.getInputStream(), "\r\n\r\n");
            CompletableFuture<Void> closing = CompletableFuture.runAsync(web::close, task -> new Thread(task).start());
            awaitRefusal(web);
            Thread.sleep(700);

            assertThat(slow.getInputStream().readAllBytes().length).isGreaterThan(30_000_000);
            closing.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void closingDoesNotWaitForConnectionsThatAreIdle() throws IOException {
        TestServer web = TestServer.start();
        try (Socket kept = web.connect()) {
            kept.getOutputStream().write("GET /0.1.0/ping HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(UTF_8));
            TestServer.readUntil(kept.getInputStream(), "}");
            long start = System.nanoTime();

            web.close();

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void closingWaitsNoLongerThanItIsTold() {
        TestServer web = TestServer.start(TestServer.settings()
                .within(new WebSettings.Timeouts(
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(5),
                        Duration.ofMillis(300))));
        untilToldSo(web);
        CompletableFuture<HttpResponse<String>> inFlight = posting(web);
        await(begun);
        long start = System.nanoTime();

        TestServer.errorsLogged(web::close);

        finish.countDown();
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(300), Duration.ofSeconds(5));
        assertThat(inFlight).failsWithin(Duration.ofSeconds(10));
    }

    @Test
    void closingTwiceIsClosingOnce() {
        TestServer web = TestServer.start();

        web.close();
        web.close();

        assertThatThrownBy(web::connect).isInstanceOf(ConnectException.class);
    }

    @Test
    void aServerThatIsClosedLeavesNoThread(@TempDir Path folder) throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        try (TlsServer web = new TlsServer(folder, TestServer.settings())) {
            assertThat(threadsBeside(before)).contains("tls-renewal").anyMatch(name -> name.startsWith("http-"));
        }

        for (int i = 0; i < 500 && !threadsBeside(before).isEmpty(); i++) {
            Thread.sleep(20);
        }
        assertThat(threadsBeside(before)).isEmpty();
    }

    private static List<String> threadsBeside(Set<Thread> others) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !others.contains(thread))
                .map(Thread::getName)
                .toList();
    }

    @Test
    void moreThanThreadsAndQueueHoldAreTurnedAwayWhilePingGoesOn() {
        try (TestServer web =
                TestServer.start(TestServer.settings().within(new WebSettings.Limits(1, 0, 10, 100_000, 8192)))) {
            untilToldSo(web);
            CompletableFuture<HttpResponse<String>> inFlight = posting(web);
            await(begun);

            HttpResponse<String> turnedAway = web.post(SINGLE, BODY);
            HttpResponse<String> listing = web.get("/0.2.0/feature_store");
            HttpResponse<String> ping = web.get("/0.1.0/ping");
            finish.countDown();

            assertThat(listing.statusCode()).isEqualTo(503);
            assertThat(turnedAway.statusCode()).isEqualTo(503);
            assertThat(turnedAway.body()).startsWith("{\"code\":24,");
            assertThat(ping.statusCode()).isEqualTo(200);
            assertThat(inFlight.join().statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whoWaitsTooLongInTheQueueIsTurnedAway() {
        WebSettings.Timeouts impatient = new WebSettings.Timeouts(
                Duration.ofSeconds(10),
                Duration.ofMillis(200),
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5));
        try (TestServer web = TestServer.start(TestServer.settings()
                .within(new WebSettings.Limits(1, 10, 10, 100_000, 8192))
                .within(impatient))) {
            untilToldSo(web);
            CompletableFuture<HttpResponse<String>> inFlight = posting(web);
            await(begun);

            HttpResponse<String> turnedAway = web.post(SINGLE, BODY, "X-Request-ID", "late");
            finish.countDown();

            assertThat(turnedAway.statusCode()).isEqualTo(503);
            assertThat(turnedAway.headers().firstValue("X-Request-ID")).hasValue("late");
            assertThat(inFlight.join().statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whoWaitsInTheQueueIsServedInTheEnd() {
        Duration patience = Duration.ofSeconds(20);
        WebSettings oneAtATime = TestServer.settings()
                .within(new WebSettings.Limits(1, 100, 10, 100_000, 8192))
                .within(new WebSettings.Timeouts(patience, patience, patience, patience, patience));
        try (TestServer web = TestServer.start(oneAtATime)) {
            List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                all.add(posting(web));
            }

            assertThat(all)
                    .allSatisfy(one -> assertThat(one.join().statusCode()).isEqualTo(200));
        }
    }
}
