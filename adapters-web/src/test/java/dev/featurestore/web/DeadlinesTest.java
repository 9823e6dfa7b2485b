package dev.featurestore.web;

import static dev.featurestore.web.Bodies.single;
import static dev.featurestore.web.Bodies.withView;
import static dev.featurestore.web.TestServer.BATCH;
import static dev.featurestore.web.TestServer.KEY;
import static dev.featurestore.web.TestServer.SINGLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.application.port.Deadline;
import dev.featurestore.application.usecase.Answer;
import dev.featurestore.application.usecase.Authenticate;
import dev.featurestore.application.usecase.GetFeatureVector;
import dev.featurestore.application.usecase.GetFeatureVectors;
import dev.featurestore.domain.access.Caller;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** By when the use cases are told to answer: so long that no busy machine comes near the end. */
@Timeout(60)
class DeadlinesTest {
    private static final Duration ANSWER = Duration.ofSeconds(20);
    private static final String ONE = single("{'id1':1}");
    private static final String MANY = withView("'entries':[{'id1':7},{'id1':8}]");

    private static final Authenticate ANYONE = (credential, deadline) -> new Answer.Given<>(new Caller.Anyone());
    private static final Function<GetFeatureVector.Query, Answer<GetFeatureVector.Vector>> ECHO = new FakeApi().vector;
    private static final Function<GetFeatureVectors.Query, Answer<GetFeatureVectors.Vectors>> ECHO_MANY =
            new FakeApi().vectors;

    /** One request is served at a time. */
    private final TestServer web = TestServer.start(TestServer.settings()
            .with(new WebSettings.Options(true, true, true, false))
            .within(new WebSettings.Limits(1, 10, 1024, 200_000, 8192))
            .within(new WebSettings.Timeouts(ANSWER, ANSWER, ANSWER, ANSWER, ANSWER)));

    private final List<Duration> left = new CopyOnWriteArrayList<>();

    DeadlinesTest() {
        web.fake.vector = query -> {
            note(query.context().deadline());
            return ECHO.apply(query);
        };
        web.fake.vectors = query -> {
            note(query.context().deadline());
            return ECHO_MANY.apply(query);
        };
    }

    @AfterEach
    void stop() {
        web.close();
    }

    private void note(Deadline deadline) {
        left.add(Duration.ofNanos(deadline.remainingNanos()));
    }

    private void post(String path) {
        ask("POST", path);
    }

    private void ask(String method, String path) {
        BodyPublisher body = body(method, path);

        assertThat(web.send(method, path, body, "X-API-KEY", KEY).statusCode()).isEqualTo(200);
    }

    private static BodyPublisher body(String method, String path) {
        return method.equals("GET")
                ? BodyPublishers.noBody()
                : BodyPublishers.ofString(path.equals(BATCH) ? MANY : ONE);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, " + SINGLE,
        "POST, " + BATCH,
        "GET, /0.1.0/ping",
        "GET, /0.1.0/health",
        "GET, /0.1.0/feature_store",
        "GET, /0.1.0/feature_store/s",
        "GET, /0.1.0/feature_store/s/v/1"
    })
    void keysAreLookedUpWithinTheTimeOfAnAnswer(String method, String path) {
        web.fake.vector = ECHO;
        web.fake.vectors = ECHO_MANY;
        web.fake.authenticate = (credential, deadline) -> {
            note(deadline);
            return ANYONE.authenticate(credential, deadline);
        };

        ask(method, path);

        assertThat(left).singleElement().satisfies(time -> assertThat(time).isBetween(ANSWER.dividedBy(2), ANSWER));
    }

    @ParameterizedTest
    @ValueSource(strings = {SINGLE, BATCH})
    void vectorsAreMadeInTheTimeThatTheKeyHasLeft(String path) {
        Duration key = Duration.ofMillis(100);
        web.fake.authenticate = (credential, deadline) -> {
            sleep(key);
            return ANYONE.authenticate(credential, deadline);
        };

        post(path);

        assertThat(left)
                .singleElement()
                .satisfies(time -> assertThat(time).isBetween(ANSWER.dividedBy(2), ANSWER.minus(key)));
    }

    @Test
    void vectorsAreMadeInTheTimeThatWaitingForAPlaceHasLeft() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch bothCame = new CountDownLatch(2);
        CountDownLatch finish = new CountDownLatch(1);
        web.fake.authenticate = (credential, deadline) -> {
            bothCame.countDown();
            return ANYONE.authenticate(credential, deadline);
        };
        web.fake.vector = query -> {
            note(query.context().deadline());
            begun.countDown();
            await(finish);
            return ECHO.apply(query);
        };
        CompletableFuture<Void> first = asking();
        await(begun);
        long ofFirst = web.memoryHeld();
        CompletableFuture<Void> second = asking();
        await(bothCame);
        while (web.memoryHeld() == ofFirst) {
            sleep(Duration.ofMillis(1)); // until its body has come: from then on its time runs
        }

        sleep(Duration.ofSeconds(1));
        finish.countDown();
        CompletableFuture.allOf(first, second).join();

        assertThat(left).hasSize(2);
        assertThat(left.get(1)).isBetween(ANSWER.dividedBy(2), ANSWER.minus(Duration.ofMillis(500)));
    }

    /** Though requests may wait for longer. */
    @ParameterizedTest
    @CsvSource({"POST, " + SINGLE, "POST, " + BATCH, "GET, /0.1.0/feature_store"})
    void nobodyWaitsForAPlaceBeyondTheTimeForTheAnswer(String method, String path) {
        Duration answer = Duration.ofMillis(300);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        try (TestServer busy = TestServer.start(TestServer.settings()
                .within(new WebSettings.Limits(1, 10, 1024, 200_000, 8192))
                .within(new WebSettings.Timeouts(answer, ANSWER, ANSWER, ANSWER, ANSWER)))) {
            busy.fake.vector = query -> {
                begun.countDown();
                await(finish);
                return ECHO.apply(query);
            };
            CompletableFuture<Void> first =
                    CompletableFuture.runAsync(() -> busy.post(SINGLE, ONE), task -> new Thread(task).start());
            await(begun);
            long asked = System.nanoTime();

            int status = busy.send(method, path, body(method, path), "X-API-KEY", KEY)
                    .statusCode();

            assertThat(status).isEqualTo(503);
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isBetween(answer.dividedBy(2), ANSWER.dividedBy(4));
            finish.countDown();
            first.join();
        }
    }

    private CompletableFuture<Void> asking() {
        return CompletableFuture.runAsync(() -> post(SINGLE), task -> new Thread(task).start());
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
