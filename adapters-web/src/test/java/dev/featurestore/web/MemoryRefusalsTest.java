package dev.featurestore.web;

import static dev.featurestore.web.TestServer.BATCH;
import static dev.featurestore.web.TestServer.SINGLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.application.usecase.Answer;
import dev.featurestore.application.usecase.GetFeatureVectors;
import dev.featurestore.domain.value.Value;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is refused for want of memory, where the largest heap of this JVM leaves little to requests. */
@Timeout(60)
class MemoryRefusalsTest {
    /** What one key may hold. */
    private static final int HALF = (int) (Runtime.getRuntime().maxMemory() / 100 / 2);

    @AutoClose
    private final TestServer web =
            TestServer.start(TestServer.settings().within(new WebSettings.Limits(8, 64, 1024, HALF, 8192, 1)));

    /** Only the second is parsed to many copies of one text. */
    @Test
    void oneLongTextCostsMoreThanManyShortOnes() {
        String text = "x".repeat(HALF / 5);

        assertThat(one("{'id1':1}" + " ".repeat(text.length())).statusCode()).isEqualTo(200);
        assertTooLarge(one("{'id1':'" + text + "'}"), "send fewer values at a time");
    }

    /** Parsing takes nearly all that there is. */
    @Test
    void theAnswerMayTakeWhatParsingTook() {
        String text = "x".repeat(HALF / 8);

        HttpResponse<String> answer = one("{'id1':'" + text + "'}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains(text);
    }

    /** To try again would not help: nobody else holds anything. */
    @Test
    void anAnswerThatWouldNeverFitIsTooLarge() {
        Value text = Value.text("x".repeat(HALF));
        web.fake.serve(text);
        web.fake.vectors = query ->
                new Answer.Given<>(new GetFeatureVectors.Vectors(FakeApi.VIEW, List.of(FakeApi.served(List.of(text)))));

        assertTooLarge(one("{'id1':1}"), "ask for fewer vectors at a time");
        assertTooLarge(many("[{'id1':1}]"), "ask for fewer vectors at a time");
    }

    @Test
    void vectorsThatWereNotSentAreNotCounted() throws InterruptedException {
        web.fake.serve(Value.text("x".repeat(HALF)));
        one("{'id1':1}");
        web.fake.serve(Value.text("x"));
        one("{'id1':1}");

        List<String> counted = vectorsCounted();
        for (int i = 0; i < 100 && counted.isEmpty(); i++) {
            Thread.sleep(20); // they are counted after the answer
            counted = vectorsCounted();
        }
        assertThat(counted).singleElement().asString().endsWith("} 1.0");
    }

    private List<String> vectorsCounted() {
        return web.unchecked("GET", "/metrics", BodyPublishers.noBody(), BodyHandlers.ofLines())
                .body()
                .filter(line -> line.startsWith("feature_store_vectors_total{status=\"complete\",store=\"fsdb002\""))
                .toList();
    }

    private static void assertTooLarge(HttpResponse<String> answer, String message) {
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("\"code\":23", "memory that there are for one API key", message);
    }

    private HttpResponse<String> one(String entries) {
        return web.post(SINGLE, Bodies.single(entries), "X-API-KEY", TestServer.KEY);
    }

    private HttpResponse<String> many(String entries) {
        return web.post(BATCH, Bodies.single(entries), "X-API-KEY", TestServer.KEY);
    }
}
