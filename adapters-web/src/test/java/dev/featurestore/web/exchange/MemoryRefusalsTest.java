package dev.featurestore.web.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.web.Bodies;
import dev.featurestore.web.TestServer;
import dev.featurestore.web.WebSettings;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is refused for want of memory, where the largest heap of this JVM leaves little to requests. */
@Timeout(60)
class MemoryRefusalsTest {
    private static final String SINGLE = "/0.1.0/feature_store";

    /** What one key may hold. */
    private static final int HALF = (int) (Runtime.getRuntime().maxMemory() / 100 / 2);

    @AutoClose
    private static TestServer web =
            TestServer.start(TestServer.settings().within(new WebSettings.Limits(8, 64, 1024, HALF, 8192, 1)));

    /** Only the second is parsed to many copies of one text. */
    @Test
    void oneLongTextCostsMoreThanManyShortOnes() {
        String text = "x".repeat(HALF / 5);

        assertThat(post("{'id1':1}" + " ".repeat(text.length())).statusCode()).isEqualTo(200);
        assertTooLarge(post("{'id1':'" + text + "'}"), "send fewer values at a time");
    }

    private static void assertTooLarge(HttpResponse<String> answer, String message) {
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("\"code\":23", "memory that there are for one API key", message);
    }

    private static HttpResponse<String> post(String entries) {
        return web.post(SINGLE, Bodies.single(entries), "X-API-KEY", TestServer.KEY);
    }
}
