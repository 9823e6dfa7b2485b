package dev.featurestore.web;

import static dev.featurestore.web.Bodies.single;
import static dev.featurestore.web.Bodies.withView;
import static dev.featurestore.web.TestServer.BATCH;
import static dev.featurestore.web.TestServer.SINGLE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.application.port.StoreFailure;
import dev.featurestore.domain.ErrorCode;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Vectors that come when the request's thread has gone are answered as those that come at once. */
@Timeout(60)
class LateAnswersTest {
    private static final int THREADS = 40;

    private final Lines lines = new Lines();
    private final TestServer web = TestServer.start(
            TestServer.settings()
                    .within(new WebSettings.Limits(THREADS, 10, 1024, 200_000, 8192))
                    .within(new WebSettings.Timeouts(
                            Duration.ofSeconds(20),
                            Duration.ofSeconds(10),
                            Duration.ofSeconds(10),
                            Duration.ofSeconds(30),
                            Duration.ofSeconds(2))),
            lines);
    private final ExecutorService later = Executors.newSingleThreadExecutor();

    LateAnswersTest() {
        web.fake.answering = work -> later.execute(() -> {
            sleep();
            work.run();
        });
    }

    @AfterEach
    void stop() {
        web.close();
        later.shutdownNow();
    }

    private static void sleep() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void vectors() throws InterruptedException {
        HttpResponse<String> one = web.post(SINGLE, single("{'id1':7}"));
        HttpResponse<String> many = web.post(BATCH, withView("'entries':[{'id1':7},{'id1':8}]"));

        assertThat(one.statusCode()).isEqualTo(200);
        assertThat(one.body()).contains("\"features\":[7]");
        assertThat(many.statusCode()).isEqualTo(200);
        assertThat(many.body()).contains("[7]", "[8]");
        assertThat(lines.await(2, web))
                .hasSize(2)
                .allMatch(line -> line.contains(" status=200 ") && line.contains(" write_us="));
    }

    @Test
    void refusals() {
        web.fake.refuse(ErrorCode.NO_FEATURE_VIEW, "no view 'x'");

        HttpResponse<String> answer = web.post(SINGLE, single("{'id1':7}"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("no view 'x'");
    }

    @Test
    void storesThatFail() {
        web.fake.vector = query -> {
            throw StoreFailure.unavailable("Online store", Duration.ofMillis(1500), new IllegalStateException("db-7"));
        };

        HttpResponse<String> answer = web.post(SINGLE, single("{'id1':7}"));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body())
                .isEqualTo("{\"code\":24,\"message\":\"Online store\",\"reason\":\"Service unavailable.\"}");
        assertThat(answer.headers().firstValue("Retry-After-Ms")).hasValue("1500");
    }

    @Test
    void whatIsUnforeseen() {
        for (Throwable defect :
                List.of(new IllegalStateException("secret detail"), new StackOverflowError("secret detail"))) {
            web.fake.vector = query -> {
                if (defect instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) defect;
            };

            String logged = TestServer.errorsLogged(() -> {
                HttpResponse<String> answer = web.post(SINGLE, single("{'id1':7}"));
                assertThat(answer.statusCode()).isEqualTo(500);
                assertThat(answer.body()).contains("\"code\":26").doesNotContain("secret detail");
            });

            assertThat(logged).contains("secret detail");
        }
    }

    @Test
    void oneAfterTheOtherOnOneConnection() throws IOException {
        byte[] body = single("{'id1':7}").getBytes(UTF_8);
        byte[] request = ("POST " + SINGLE + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length + "\r\n\r\n"
                        + new String(body, UTF_8))
                .getBytes(UTF_8);
        try (Socket socket = web.connect()) {
            for (int i = 0; i < 3; i++) {
                socket.getOutputStream().write(request);
            }
            for (int i = 0; i < 3; i++) {
                assertThat(TestServer.readUntil(socket.getInputStream(), ":null}"))
                        .startsWith("HTTP/1.1 200 ");
            }
        }
    }

    @Test
    void holdNoThreadUntilTheyCome() throws Exception {
        Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
        web.fake.answering = waiting::add;
        byte[] body = single("{'id1':7}").getBytes(UTF_8);
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < THREADS; i++) {
                Socket socket = web.connect();
                sockets.add(socket);
                socket.getOutputStream()
                        .write(("POST " + SINGLE + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length
                                        + "\r\n\r\n")
                                .getBytes(UTF_8));
                socket.getOutputStream().write(body);
            }
            while (waiting.size() < THREADS) {
                Thread.sleep(5);
            }

            while (servingThreads() > 0) {
                Thread.sleep(5);
            }

            waiting.forEach(later::execute);
            for (Socket socket : sockets) {
                assertThat(TestServer.readUntil(socket.getInputStream(), ":null}"))
                        .startsWith("HTTP/1.1 200 ");
            }
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    /** Threads that are in the midst of a request. */
    private static long servingThreads() {
        return Thread.getAllStackTraces().values().stream()
                .filter(stack ->
                        Stream.of(stack).anyMatch(each -> each.getClassName().endsWith(".VectorEndpoints")))
                .count();
    }
}
