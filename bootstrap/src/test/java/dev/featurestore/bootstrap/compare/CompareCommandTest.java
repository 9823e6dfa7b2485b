package dev.featurestore.bootstrap.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.featurestore.bootstrap.FeatureStoreServer;
import dev.featurestore.bootstrap.StoreAdapter;
import dev.featurestore.inmemory.DemoApiKeys;
import dev.featurestore.inmemory.InMemoryStore;
import dev.featurestore.web.WebSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers, one of which answers otherwise where the test wants it to. */
class CompareCommandTest {
    private static final String VIEW =
            "\"featureStoreName\":\"fsdb002\",\"featureViewName\":\"sample_2\",\"featureViewVersion\":1,";
    private static final String FOUND = "{\"path\":\"/0.1.0/feature_store\",\"body\":{" + VIEW
            + "\"entries\":{\"id1\":36},\"metadataOptions\":{\"featureName\":true}}}";
    private static final String REFUSED =
            "{\"path\":\"/0.1.0/feature_store\",\"body\":{" + VIEW + "\"entries\":{\"nonsense\":36}}}";
    private static final String BATCH =
            "{\"path\":\"/0.1.0/batch_feature_store\",\"body\":{" + VIEW + "\"entries\":[{\"id1\":36},{\"id1\":51}]}}";
    private static final Map<String, String> KEY = Map.of("FEATURE_STORE_API_KEY", DemoApiKeys.MAIN);

    @TempDir
    private Path folder;

    private static FeatureStoreServer server;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void start() {
        server = FeatureStoreServer.start(
                WebSettings.defaults().at("localhost", 0), StoreAdapter.of(InMemoryStore.demo()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String url() {
        return "http://localhost:" + server.port();
    }

    private Path requests(String... lines) throws IOException {
        return Files.write(folder.resolve("requests.jsonl"), List.of(lines));
    }

    private int compare(Map<String, String> environment, String to, Path requests, String... more) {
        List<String> arguments =
                new java.util.ArrayList<>(List.of("--from", url(), "--to", to, "--requests", requests.toString()));
        arguments.addAll(List.of(more));
        return CompareCommand.run(
                arguments,
                environment,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String complained() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /** Another server that answers as the first does, but for what is planted. */
    private static HttpServer planted(UnaryOperator<String> change) throws IOException {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        HttpClient client = HttpClient.newHttpClient();
        other.createContext("/", exchange -> {
            try {
                HttpResponse<String> answer = client.send(
                        HttpRequest.newBuilder(URI.create(url() + exchange.getRequestURI()))
                                .header(
                                        "X-API-KEY",
                                        String.valueOf(
                                                exchange.getRequestHeaders().getFirst("X-API-KEY")))
                                .POST(HttpRequest.BodyPublishers.ofInputStream(exchange::getRequestBody))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                byte[] body = change.apply(answer.body()).getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(answer.statusCode(), body.length);
                exchange.getResponseBody().write(body);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            } finally {
                exchange.close();
            }
        });
        other.start();
        return other;
    }

    private int compareWith(UnaryOperator<String> change, String... lines) throws IOException {
        HttpServer other = planted(change);
        try {
            return compare(KEY, "http://localhost:" + other.getAddress().getPort(), requests(lines));
        } finally {
            other.stop(0);
        }
    }

    @Test
    void twoServersThatAnswerAlikeAreFoundSo() throws IOException {
        FeatureStoreServer second = FeatureStoreServer.start(
                WebSettings.defaults().at("localhost", 0), StoreAdapter.of(InMemoryStore.demo()));
        try (second) {
            int code = compare(KEY, "http://localhost:" + second.port() + "/", requests(FOUND, REFUSED, "", BATCH));

            assertThat(code).isZero();
            assertThat(printed())
                    .contains("3 requests in ", "Nothing differs that matters.", "p50 ", "p99 ")
                    .doesNotContain("do not matter", DemoApiKeys.MAIN);
        }
    }

    @Test
    void aPlantedValueIsFound() throws IOException {
        int code = compareWith(body -> body.replace("\"int24\"", "\"int25\""), FOUND, REFUSED, BATCH);

        assertThat(code).isEqualTo(1);
        assertThat(printed())
                .contains(
                        "2 requests differ:",
                        "  value, fsdb002/sample_2/1: 2 requests",
                        "line 1, features[2]: \"int25\" instead of \"int24\"",
                        "line 3, features[0][2]: \"int25\" instead of \"int24\"");
    }

    @Test
    void aPlantedOrderIsFound() throws IOException {
        int code = compareWith(body -> body.replace("\"int24\",\"str14\"", "\"str14\",\"int24\""), FOUND);

        assertThat(code).isEqualTo(1);
        assertThat(printed()).contains("  order, fsdb002/sample_2/1: 1 requests", "line 1, features: ");
    }

    @Test
    void aPlantedErrorIsFoundAndItsWordingDoesNotMatter() throws IOException {
        assertThat(compareWith(body -> body.replace("\"code\":12", "\"code\":10"), REFUSED))
                .isEqualTo(1);
        assertThat(printed()).contains("error code, fsdb002/sample_2/1: 1 requests", "line 1, code: 10 instead of 12");
        out.reset();

        assertThat(compareWith(body -> body.replace("Wrong primay-key", "Wrong primary-key"), REFUSED))
                .isZero();
        assertThat(printed()).contains("Nothing differs that matters.", "wording of an error, fsdb002/sample_2/1");
    }

    @Test
    void aPlantedDelayShowsInTheTimes() throws IOException {
        int code = compareWith(
                body -> {
                    try {
                        Thread.sleep(300);
                    } catch (InterruptedException stopped) {
                        Thread.currentThread().interrupt();
                    }
                    return body;
                },
                FOUND,
                FOUND);

        assertThat(code).isZero();
        assertThat(printed().lines().filter(line -> line.startsWith("  to ")).toList())
                .singleElement()
                .asString()
                .matches(".*: p50 ([3-9]\\d\\d|\\d{4,})\\.\\d ms, p99 .*");
    }

    @Test
    void aFirstRequestForWhatTheKeyMayNotReadIsComparedAsAnyOther() throws IOException {
        int code = compare(Map.of("FEATURE_STORE_API_KEY", DemoApiKeys.MARKETING), url(), requests(FOUND, REFUSED));

        assertThat(complained()).isEmpty();
        assertThat(code).isZero();
        assertThat(printed()).contains("2 requests in ", "Nothing differs that matters.");
    }

    @Test
    void aFileThatHoldsMoreThanAKeyIsNamedWithoutWhatIsInIt() throws IOException {
        Path twoLines = Files.writeString(folder.resolve("two-lines"), DemoApiKeys.MAIN + "\nsecond\n");
        Path empty = Files.writeString(folder.resolve("empty"), "\n");
        Path noText = Files.write(folder.resolve("no-text"), new byte[] {(byte) 0xff, (byte) 0xfe});

        assertThat(compare(Map.of(), url(), requests(FOUND), "--api-key-file", twoLines.toString()))
                .isEqualTo(2);
        assertThat(compare(Map.of(), url(), requests(FOUND), "--api-key-file", empty.toString()))
                .isEqualTo(2);
        assertThat(compare(Map.of(), url(), requests(FOUND), "--api-key-file", noText.toString()))
                .isEqualTo(2);
        assertThat(compare(Map.of("FEATURE_STORE_API_KEY", "a\nb"), url(), requests(FOUND)))
                .isEqualTo(2);

        String reason = " no API key, which is one line of printable ASCII without blanks";
        assertThat(complained().lines())
                .containsExactly(
                        "compare: --api-key-file: " + twoLines + " holds" + reason,
                        "compare: --api-key-file: " + empty + " holds" + reason,
                        "compare: --api-key-file: cannot read " + noText,
                        "compare: FEATURE_STORE_API_KEY holds" + reason);
    }

    @Test
    void aServerThatCannotBeAskedByTlsSaysWhy() throws Exception {
        String plain = "https://localhost:" + server.port();
        HttpsServer stranger = encrypted();
        String untrusted = "https://localhost:" + stranger.getAddress().getPort();
        try {
            assertThat(compare(KEY, plain, requests(FOUND))).isEqualTo(2);
            assertThat(compare(KEY, untrusted, requests(FOUND))).isEqualTo(2);
        } finally {
            stranger.stop(0);
        }

        assertThat(complained().lines())
                .containsExactly(
                        "compare: " + plain + ": does not speak TLS as this Java does",
                        "compare: " + untrusted
                                + ": its certificate is not taken: not trusted by this Java, out of date,"
                                + " or made for another name");
    }

    /** A server with a certificate that it signed itself. */
    private HttpsServer encrypted() throws Exception {
        String password = "password";
        Path store = folder.resolve("server.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        password,
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(KeyStore.getInstance(store.toFile(), password.toCharArray()), password.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.start();
        return server;
    }

    @Test
    void whatCannotBeComparedIsSaidInOneLine() throws IOException {
        Path good = requests(FOUND);
        assertThat(compare(Map.of(), url(), good)).isEqualTo(2);
        assertThat(compare(KEY, "http://localhost:1", good)).isEqualTo(2);
        assertThat(compare(KEY, "localhost:4406", good)).isEqualTo(2);
        assertThat(compare(KEY, url(), folder.resolve("none"))).isEqualTo(2);
        assertThat(compare(KEY, url(), good, "--concurrency", "0")).isEqualTo(2);
        assertThat(compare(KEY, url(), good, "--nonsense")).isEqualTo(2);
        assertThat(compare(KEY, url(), good, "--api-key-file", "/no/such")).isEqualTo(2);
        assertThat(compare(KEY, url(), requests(FOUND, "{"))).isEqualTo(2);
        assertThat(compare(KEY, url(), requests(FOUND, "{\"path\":\"x\",\"body\":{}}")))
                .isEqualTo(2);
        assertThat(compare(KEY, url(), requests(FOUND.replace("\"body\"", "\"masked\":true,\"body\""))))
                .isEqualTo(2);
        assertThat(compare(KEY, url(), requests(""))).isEqualTo(2);

        assertThat(complained().lines().toList())
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("compare: " + url() + " does not take the API key"),
                        line -> assertThat(line).isEqualTo("compare: http://localhost:1: cannot connect"),
                        line -> assertThat(line).startsWith("compare: --to: must be a URL such as http://host:4406"),
                        line -> assertThat(line)
                                .startsWith("compare: cannot read ")
                                .endsWith("none"),
                        line -> assertThat(line).isEqualTo("compare: --concurrency: must be from 1 to 64, not 0"),
                        line -> assertThat(line).contains("--nonsense", "compare --help"),
                        line -> assertThat(line).isEqualTo("compare: --api-key-file: cannot read /no/such"),
                        line -> assertThat(line).endsWith("line 2: is not JSON"),
                        line -> assertThat(line).contains("line 2: must be an object with \"path\""),
                        line -> assertThat(line).contains("line 1: its values are masked"),
                        line -> assertThat(line).endsWith("holds no request"));
        assertThat(complained()).doesNotContain(DemoApiKeys.MAIN, "Exception");
        assertThat(printed()).isEmpty();
    }
}
