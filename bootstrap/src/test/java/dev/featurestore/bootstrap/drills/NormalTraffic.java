package dev.featurestore.bootstrap.drills;

import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.inmemory.DemoApiKeys;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;

/** A client of the demo that asks for one vector after the other, as clients do while somebody else attacks. */
final class NormalTraffic {
    private static final String BODY = "{\"featureStoreName\":\"marketing\",\"featureViewName\":\"newsletter\","
            + "\"featureViewVersion\":1,\"entries\":{\"customer_id\":1}}";
    private static final int PAUSE_MILLIS = 2;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpRequest request;

    NormalTraffic(int port) {
        request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/0.1.0/feature_store"))
                .header("X-API-KEY", DemoApiKeys.MARKETING)
                .timeout(Duration.ofSeconds(10))
                .POST(HttpRequest.BodyPublishers.ofString(BODY))
                .build();
    }

    /**
     * The 99th percentile of that many requests' times, in milliseconds.
     *
     * @throws AssertionError if one of them is not answered with 200
     */
    double p99(int requests) throws IOException, InterruptedException {
        long[] took = new long[requests];
        for (int i = 0; i < requests; i++) {
            long start = System.nanoTime();
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            took[i] = System.nanoTime() - start;
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            Thread.sleep(PAUSE_MILLIS);
        }
        Arrays.sort(took);
        return took[requests * 99 / 100] / 1e6;
    }
}
