package dev.featurestore.web.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.web.TestServer;
import dev.featurestore.web.WebSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.server.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What requests in flight hold is counted from their first byte, and bounded for all and for each key. */
@Timeout(60)
class MemoryBudgetTest {
    private static final String BODY = "{\"featureStoreName\":\"s\",\"featureViewName\":\"v\",\"featureViewVersion\":1,"
            + "\"entries\":{\"id\":1}}";

    /** The largest heap of this JVM decides, of which one in a hundred is enough for a few bodies only. */
    @Test
    void oneKeyAloneHoldsHalfAndTheNextIsServed() throws IOException {
        long half = Runtime.getRuntime().maxMemory() / 100 / 2;
        int tooLong = (int) Math.min(half / 4, 3 << 20);
        int length = tooLong / 4;
        WebSettings settings =
                TestServer.settings().within(new WebSettings.Limits(8, 64, 1024, 4 * 1024 * 1024, 8192, 1));
        try (TestServer web = TestServer.start(settings)) {
            List<Socket> open = new ArrayList<>();
            try {
                for (long held = 0; held <= half; held += length) {
                    open.add(unfinished(web, TestServer.KEY, length));
                }

                // What was sent may still be under way; of what was refused, something is free again.
                while (status(web, BODY + " ".repeat(tooLong), TestServer.KEY) != 503) {
                    Thread.onSpinWait();
                }
                assertThat(web.post("/0.1.0/feature_store", BODY, "X-API-KEY", "anotherKey000001.secret"))
                        .satisfies(answer -> assertThat(answer.statusCode())
                                .as(answer.body())
                                .isEqualTo(200));
            } finally {
                for (Socket each : open) {
                    each.close();
                }
            }
        }
    }

    /** One that is not for vectors. */
    static Request request() {
        Map<Object, Object> attributes = new HashMap<>();
        return (Request) Proxy.newProxyInstance(
                Request.class.getClassLoader(),
                new Class<?>[] {Request.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getAttribute" -> attributes.get(arguments[0]);
                    case "setAttribute" -> attributes.put(arguments[0], arguments[1]);
                    default -> null;
                });
    }

    /** Whoever reads for it may come with the answer only after its end. */
    @Test
    void aRequestThatHasEndedHoldsNothingMore() {
        MemoryBudget memory = new MemoryBudget(12_000, 50);
        Request request = request();
        memory.hold(request, 100);
        memory.hold(request, 100);
        assertThat(memory.held()).isEqualTo(200);

        memory.release(request);
        memory.hold(request, 50);

        assertThat(memory.held()).isZero();
    }

    /** As descriptions of the API and metrics, for which nobody needs a key. */
    @Test
    void whatIsNotForVectorsHoldsNoMoreThanOneKey() {
        MemoryBudget memory = new MemoryBudget(1200, 50);

        assertThat(memory.hold(request(), 300)).isTrue();
        assertThat(memory.hold(request(), 1)).isFalse();
    }

    @Test
    void aBodyThatWouldNeverFitIsTooLarge() {
        WebSettings settings =
                TestServer.settings().within(new WebSettings.Limits(8, 64, 1024, 4 * 1024 * 1024, 8192, 1));
        try (TestServer web = TestServer.start(settings)) {
            int values = (int) (Runtime.getRuntime().maxMemory() / 100 / 2 / 64);
            HttpResponse<String> answer = web.post(
                    "/0.1.0/feature_store",
                    BODY.replace("1}", "[" + "1,".repeat(values) + "1]}"),
                    "X-API-KEY",
                    TestServer.KEY);

            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.body()).contains("\"code\":23", "for one API key: send fewer values at a time");
        }
    }

    @Test
    void whatWasHeldIsGivenBackWithTheAnswer() {
        WebSettings settings =
                TestServer.settings().within(new WebSettings.Limits(8, 64, 1024, 4 * 1024 * 1024, 8192, 1));
        try (TestServer web = TestServer.start(settings)) {
            int length = (int) (Runtime.getRuntime().maxMemory() / 100 / 8);
            for (int i = 0; i < 40; i++) {
                assertThat(status(web, BODY + " ".repeat(Math.min(length, 1 << 20)), TestServer.KEY))
                        .isEqualTo(200);
            }
        }
    }

    private static int status(TestServer web, String body, String key) {
        return web.post("/0.1.0/feature_store", body, "X-API-KEY", key).statusCode();
    }

    private static Socket unfinished(TestServer web, String key, int length) throws IOException {
        Socket socket = web.connect();
        OutputStream out = socket.getOutputStream();
        out.write(("POST /0.1.0/feature_store HTTP/1.1\r\nHost: x\r\nX-API-KEY: " + key + "\r\nContent-Length: "
                        + (length + 1) + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        try {
            out.write(new byte[length]);
        } catch (SocketException refused) {
            // There is no room for it any more.
        }
        return socket;
    }
}
