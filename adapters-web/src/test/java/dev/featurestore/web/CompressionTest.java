package dev.featurestore.web;

import static dev.featurestore.web.Bodies.single;
import static dev.featurestore.web.TestServer.SINGLE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.domain.value.Value;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompressionTest {
    private static final String LONG = "many words ".repeat(1000);

    @AutoClose
    private static TestServer web = TestServer.start(
            TestServer.settings().with(WebSettings.Options.defaults().withCompression(true)));

    @BeforeAll
    static void serve() {
        web.fake.serve(Value.text(LONG));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP;q=0.5", "deflate, gzip;q=1.0, *;q=0.5", "br,gzip"})
    void longAnswersAreCompressedForThoseWhoTakeIt(String accepted) throws IOException {
        HttpResponse<byte[]> response = post(web, accepted);

        assertThat(response.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(response.headers().firstValue("Vary")).hasValue("Accept-Encoding");
        assertThat(response.headers().firstValueAsLong("Content-Length")).hasValue(response.body().length);
        assertThat(response.body().length).isLessThan(1000);
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
            assertThat(new String(in.readAllBytes(), UTF_8)).contains(LONG);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "gzip;q=0", "br", "", "*;q=0", "gzipped"})
    void othersGetThemPlain(String accepted) {
        HttpResponse<byte[]> response = post(web, accepted);

        assertThat(response.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(response.headers().firstValue("Vary")).hasValue("Accept-Encoding");
        assertThat(new String(response.body(), UTF_8)).contains(LONG);
    }

    @Test
    void shortAnswersAreNeverCompressed() {
        HttpResponse<String> response = web.get("/0.1.0/ping", "Accept-Encoding", "gzip");

        assertThat(response.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(response.body()).isEqualTo("{\"status\":\"UP\"}");
    }

    @Test
    void nothingIsCompressedUnlessItIsSwitchedOn() {
        try (TestServer plain = TestServer.start()) {
            plain.fake.serve(Value.text(LONG));

            HttpResponse<byte[]> response = post(plain, "gzip");

            assertThat(response.headers().map()).doesNotContainKeys("content-encoding", "vary");
            assertThat(new String(response.body(), UTF_8)).contains(LONG);
        }
    }

    private static HttpResponse<byte[]> post(TestServer server, String accepted) {
        return server.unchecked(
                "POST",
                SINGLE,
                BodyPublishers.ofString(single("{'id1':1}")),
                BodyHandlers.ofByteArray(),
                "Accept-Encoding",
                accepted);
    }
}
