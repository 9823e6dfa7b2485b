package dev.featurestore.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.featurestore.web.TestCertificates.Pair;
import dev.featurestore.web.TestServer.Doing;
import dev.featurestore.web.exchange.RequestSpans;
import dev.featurestore.web.metrics.Metrics;
import dev.featurestore.web.server.WebServer;
import dev.featurestore.web.tls.TlsSettings;
import dev.featurestore.web.tls.UnusableCertificate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.helpers.NOPLogger;

class TlsTest {
    private static final Pair CA = TestCertificates.authority("CA");
    private static final KeyPair RSA = TestCertificates.rsa();
    private static final KeyPair EC = TestCertificates.ec();
    private static final Pair SERVER = CA.sign("server", EC);
    private static final Pair RSA_SERVER = CA.sign("server", RSA);
    private static final Duration SOON = Duration.ofMillis(50);

    private static final String WARNING = "Renewed TLS files cannot be used";

    @TempDir
    private Path folder;

    private final Metrics metrics = new Metrics();
    private Optional<WebServer> server = Optional.empty();

    @AfterEach
    void stop() {
        server.ifPresent(WebServer::close);
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    /** At once, so that nobody sees a part of it. */
    private void replaced(String name, String content) throws IOException {
        Files.move(
                file(name + ".new", content),
                folder.resolve(name),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    private WebServer start(String certificate, String key, Optional<Pair> clientAuthority) throws IOException {
        Optional<Path> authority = Optional.empty();
        if (clientAuthority.isPresent()) {
            authority = Optional.of(file("clients.pem", clientAuthority.get().pem()));
        }
        TlsSettings tls =
                new TlsSettings(file("cert.pem", certificate), file("key.pem", key), authority, SOON, Duration.ZERO);
        WebServer started = WebServer.start(
                TestServer.settings().with(tls), new FakeApi().api(), metrics, RequestSpans.NONE, NOPLogger.NOP_LOGGER);
        server = Optional.of(started);
        return started;
    }

    private static HttpClient client(HttpClient.Version version, SSLContext tls) {
        return HttpClient.newBuilder().version(version).sslContext(tls).build();
    }

    private static HttpResponse<String> ping(HttpClient client, WebServer server) throws Exception {
        URI uri = URI.create("https://localhost:" + server.port() + "/0.1.0/ping");
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String windows(String text) {
        return text.replace("\n", "\r\n");
    }

    static Stream<Arguments> soundFiles() {
        Pair between = CA.sign("between", TestCertificates.ec());
        Pair below = between.sign("server", EC);
        Pair edwards = CA.sign("server", TestCertificates.ed25519());
        String both = RSA_SERVER.pkcs8() + "note\n" + RSA_SERVER.pem();
        return Stream.of(
                Arguments.of("Ed25519", edwards.pem(), edwards.pkcs8()),
                Arguments.of("line ends of Windows", windows(SERVER.pem()), windows(SERVER.pkcs8())),
                Arguments.of("certificate and key in one file", both, both),
                Arguments.of("RSA, PKCS#1", RSA_SERVER.pem(), RSA_SERVER.pkcs1()),
                Arguments.of("RSA, PKCS#8", RSA_SERVER.pem(), RSA_SERVER.pkcs8()),
                Arguments.of("EC, SEC 1", SERVER.pem(), SERVER.sec1()),
                Arguments.of("EC, PKCS#8, comments", "Subject: x\n" + SERVER.pem(), "note\n" + SERVER.pkcs8()),
                Arguments.of("chain", below.pem() + between.pem(), below.pkcs8()),
                Arguments.of(
                        "chain with others", below.pem() + RSA_SERVER.pem() + CA.pem() + between.pem(), below.sec1()),
                Arguments.of(
                        "parameters before the key",
                        SERVER.pem(),
                        "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n"
                                + SERVER.sec1()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("soundFiles")
    void everyFormOfPemIsServedFrom(String name, String certificate, String key) throws Exception {
        WebServer web = start(certificate, key, Optional.empty());

        HttpResponse<String> response = ping(client(HttpClient.Version.HTTP_1_1, TestCertificates.client(CA)), web);

        assertThat(response.statusCode()).isEqualTo(200);
    }

    @Test
    void clientsThatOfferItSpeakHttp2() throws Exception {
        WebServer web = start(SERVER.pem(), SERVER.pkcs8(), Optional.empty());
        SSLContext tls = TestCertificates.client(CA);

        HttpResponse<String> newer = ping(client(HttpClient.Version.HTTP_2, tls), web);
        HttpResponse<String> older = ping(client(HttpClient.Version.HTTP_1_1, tls), web);

        assertThat(newer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(newer.headers().firstValue("X-Request-ID")).isPresent();
        assertThat(older.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aConnectionIsKeptAlive(String protocol) throws Exception {
        WebServer web = start(SERVER.pem(), SERVER.pkcs8(), Optional.empty());

        try (SSLSocket socket = (SSLSocket) TestCertificates.client(CA)
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), web.port())) {
            socket.setEnabledProtocols(new String[] {protocol});
            String first = get(socket);
            String second = get(socket);

            assertThat(List.of(first, second)).allMatch(answer -> answer.startsWith("HTTP/1.1 200"));
            assertThat(socket.getSession().getProtocol()).isEqualTo(protocol);
        }
    }

    private static String get(Socket socket) throws IOException {
        socket.setSoTimeout(10_000);
        socket.getOutputStream()
                .write("GET /0.1.0/ping HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return TestServer.readUntil(socket.getInputStream(), "{\"status\":\"UP\"}");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void protocolsBeforeTls12AreRefused(int minorVersion) throws Exception {
        WebServer web = start(RSA_SERVER.pem(), RSA_SERVER.pkcs8(), Optional.empty());

        // A client hello, made by hand as no client of today would send it: ECDHE_RSA_WITH_AES_128_CBC_SHA.
        byte[] hello = new byte[5 + 4 + 2 + 32 + 1 + 4 + 2];
        byte[] start = {0x16, 3, 1, 0, 45, 1, 0, 0, 41, 3, (byte) minorVersion};
        System.arraycopy(start, 0, hello, 0, start.length);
        byte[] end = {0, 0, 2, (byte) 0xC0, 0x13, 1, 0};
        System.arraycopy(end, 0, hello, hello.length - end.length, end.length);

        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), web.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(hello);
            InputStream in = socket.getInputStream();

            byte[] alert = in.readNBytes(7);

            // Of type alert, fatal, protocol_version (RFC 5246).
            assertThat(new byte[] {alert[0], alert[5], alert[6]}).containsExactly(0x15, 2, 70);
        }
    }

    @Test
    void aClientWithACertificateOfTheAuthorityIsLetIn() throws Exception {
        WebServer web = start(SERVER.pem(), SERVER.pkcs8(), Optional.of(CA));
        SSLContext tls = TestCertificates.client(CA, CA.sign("client", RSA));

        assertThat(ping(client(HttpClient.Version.HTTP_1_1, tls), web).statusCode())
                .isEqualTo(200);
        assertThat(ping(client(HttpClient.Version.HTTP_2, tls), web).statusCode())
                .isEqualTo(200);
    }

    static Stream<Arguments> unwantedClients() {
        Instant now = Instant.now();
        Pair stranger = TestCertificates.authority("CA").sign("client", EC);
        Pair expired = CA.sign("client", EC, now.minus(Duration.ofDays(2)), now.minus(Duration.ofHours(1)));
        Pair early = CA.sign("client", EC, now.plus(Duration.ofHours(1)), now.plus(Duration.ofDays(2)));
        return Stream.of(
                Arguments.of("none", TestCertificates.client(CA)),
                Arguments.of("of another authority with the same name", TestCertificates.client(CA, stranger)),
                Arguments.of("expired", TestCertificates.client(CA, expired)),
                Arguments.of("not yet valid", TestCertificates.client(CA, early)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unwantedClients")
    void aClientWithoutAGoodCertificateIsTurnedAway(String name, SSLContext tls) throws Exception {
        WebServer web = start(SERVER.pem(), SERVER.pkcs8(), Optional.of(CA));

        assertThatThrownBy(() -> ping(client(HttpClient.Version.HTTP_1_1, tls), web))
                .isInstanceOf(IOException.class);
    }

    static Stream<Arguments> faultyFiles() {
        Instant now = Instant.now();
        Pair expired = CA.sign("old", EC, now.minus(Duration.ofDays(2)), now.minus(Duration.ofDays(1)));
        Pair early = CA.sign("new", EC, now.plus(Duration.ofDays(1)), now.plus(Duration.ofDays(2)));
        Pair other = CA.sign("other", TestCertificates.ec());
        String encrypted = """
                -----BEGIN RSA PRIVATE KEY-----
                Proc-Type: 4,ENCRYPTED
                DEK-Info: AES-256-CBC,00

                AAAA
                -----END RSA PRIVATE KEY-----
                """;
        return Stream.of(
                Arguments.of(expired.pem(), expired.pkcs8(), "the certificate CN=old in .*cert.pem expired at .*Z"),
                Arguments.of(
                        early.pem(), early.pkcs8(), "the certificate CN=new in .*cert.pem is not valid before .*Z"),
                Arguments.of(
                        SERVER.pem(),
                        other.pkcs8(),
                        "the private key in .* does not belong to the .* certificate in .*"),
                Arguments.of(
                        SERVER.pem(),
                        RSA_SERVER.pkcs8(),
                        "the private key in .* does not belong to the .* certificate .*"),
                Arguments.of(SERVER.pem(), encrypted, "the private key in .*key.pem is encrypted; it must not be"),
                Arguments.of(
                        SERVER.pem(),
                        TestCertificates.pem("ENCRYPTED PRIVATE KEY", new byte[20]),
                        "the private key in .*key.pem is encrypted; it must not be"),
                Arguments.of(
                        SERVER.pem(),
                        TestCertificates.pem("RSA PRIVATE KEY", new byte[20]),
                        "the private key in .*key.pem cannot be used.*"),
                Arguments.of(
                        SERVER.pem(),
                        TestCertificates.pem("EC PRIVATE KEY", new byte[20]),
                        "the private key in .*key.pem cannot be used.*"),
                Arguments.of(
                        SERVER.pem(),
                        TestCertificates.pem("PRIVATE KEY", new byte[20]),
                        "the private key in .*key.pem cannot be used.*"),
                Arguments.of(
                        SERVER.pem(),
                        TestCertificates.pem("DSA PRIVATE KEY", new byte[20]),
                        ".*key.pem holds a DSA PRIVATE KEY, which is none of RSA and EC"),
                Arguments.of(SERVER.pem(), SERVER.pem(), ".*key.pem holds no private key"),
                Arguments.of(SERVER.pkcs8(), SERVER.pkcs8(), ".*cert.pem holds no certificate"),
                Arguments.of("", SERVER.pkcs8(), ".*cert.pem is not a PEM file"),
                Arguments.of(
                        "-----BEGIN CERTIFICATE-----\n?\n-----END CERTIFICATE-----",
                        SERVER.pkcs8(),
                        ".*cert.pem is damaged: a block in it has no end, or is not base64"),
                Arguments.of(
                        SERVER.pem().substring(0, 200),
                        SERVER.pkcs8(),
                        ".*cert.pem is damaged: a block in it has no end, or is not base64"),
                Arguments.of(
                        SERVER.pem(),
                        TestCertificates.pem(
                                "PRIVATE KEY",
                                TestCertificates.dsa().getPrivate().getEncoded()),
                        "the private key in .*key.pem cannot be used: .* of another kind than RSA, EC and Ed25519"),
                Arguments.of(
                        TestCertificates.pem("CERTIFICATE", new byte[20]),
                        SERVER.pkcs8(),
                        "a certificate in .*cert.pem is damaged"));
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("faultyFiles")
    void whatCannotBeUsedStopsTheStartWithOneLine(String certificate, String key, String message) {
        assertThatThrownBy(() -> start(certificate, key, Optional.empty()))
                .isInstanceOf(UnusableCertificate.class)
                .message()
                .matches(message)
                .doesNotContain("\n");
    }

    @Test
    void aMissingFileIsNamed() {
        TlsSettings tls = TlsSettings.of(folder.resolve("none.pem"), folder.resolve("key.pem"), Optional.empty());

        assertThatThrownBy(() -> WebServer.start(
                        TestServer.settings().with(tls), new FakeApi().api(), new Metrics(), RequestSpans.NONE))
                .isInstanceOf(UnusableCertificate.class)
                .hasMessage(folder.resolve("none.pem") + " does not exist");
    }

    @Test
    void aRenewedCertificateIsTakenUnderTrafficWithoutAFailure() throws Exception {
        WebServer web = start(SERVER.pem(), SERVER.pkcs8(), Optional.empty());
        Pair renewed = CA.sign("renewed", RSA);
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Integer> traffic = new CompletableFuture<>();
        Thread thread = new Thread(() -> traffic.completeAsync(() -> pingUntil(done, web), Runnable::run));
        thread.start();

        file("cert.pem", renewed.pem());
        Thread.sleep(3 * SOON.toMillis());
        file("key.pem", renewed.pkcs1());

        awaitSubject(web, "CN=renewed");
        done.set(true);
        assertThat(traffic.join()).isPositive();
    }

    /** Every second request on a new connection; fails if any does. */
    private static int pingUntil(AtomicBoolean done, WebServer web) {
        HttpClient kept = client(HttpClient.Version.HTTP_2, TestCertificates.client(CA));
        int count = 0;
        try {
            do {
                HttpClient fresh = client(HttpClient.Version.HTTP_1_1, TestCertificates.client(CA));
                assertThat(ping(fresh, web).statusCode()).isEqualTo(200);
                assertThat(ping(kept, web).statusCode()).isEqualTo(200);
                count++;
            } while (!done.get());
            return count;
        } catch (Exception e) {
            throw new AssertionError("after " + count + " pings", e);
        }
    }

    private static void awaitSubject(WebServer web, String subject) throws Exception {
        await(() -> assertThat(subject(web)).isEqualTo(subject));
    }

    private static void await(Doing assertion) throws Exception {
        for (int i = 0; i < 200; i++) {
            try {
                assertion.run();
                return;
            } catch (AssertionError notYet) {
                Thread.sleep(SOON.toMillis());
            }
        }
        assertion.run();
    }

    private static String subject(WebServer web) throws Exception {
        HttpClient client = client(HttpClient.Version.HTTP_1_1, TestCertificates.client(CA));
        return ping(client, web).sslSession().orElseThrow().getPeerPrincipal().getName();
    }

    @Test
    void aRenewalThatCannotBeUsedIsOneWarningAndLeavesTheOldCertificateInForce() throws Exception {
        WebServer web = start(SERVER.pem(), SERVER.pkcs8(), Optional.empty());

        String logged = TestServer.errorsLogged(() -> replaced("cert.pem", "rubbish"), WARNING);
        String more = TestServer.errorsLogged(() -> Files.delete(folder.resolve("key.pem")), WARNING);
        String afterwards = TestServer.errorsLogged(() -> {
            Thread.sleep(10 * SOON.toMillis());
            assertThat(subject(web)).isEqualTo("CN=server");
        });
        Pair renewed = CA.sign("renewed", EC);
        file("cert.pem", renewed.pem());
        file("key.pem", renewed.sec1());

        awaitSubject(web, "CN=renewed");
        assertThat(List.of(logged, more)).allSatisfy(text -> assertThat(text).containsOnlyOnce(WARNING));
        assertThat(afterwards).isEmpty();
    }

    /** By the clock of this machine, which may be behind that of the authority. */
    @Test
    void aCertificateThatIsNotValidYetIsTakenWhenItIs() throws Exception {
        WebServer web = start(SERVER.pem(), SERVER.pkcs8(), Optional.empty());
        Instant soon = Instant.now().plusSeconds(3);
        Pair renewed = CA.sign("renewed", EC, soon, soon.plus(Duration.ofDays(1)));

        file("cert.pem", renewed.pem());
        file("key.pem", renewed.sec1());

        awaitSubject(web, "CN=renewed");
    }

    /** A file that is too large for an array is an Error, and stands for all that nobody foresaw. */
    @Test
    void filesAreStillWatchedAfterALookThatFailed() throws Exception {
        WebServer web = start(SERVER.pem(), SERVER.pkcs8(), Optional.empty());
        Pair renewed = CA.sign("renewed", EC);

        String failure = "Looking for renewed TLS files failed";
        String logged = TestServer.errorsLogged(
                () -> {
                    try (RandomAccessFile key =
                            new RandomAccessFile(folder.resolve("key.pem").toFile(), "rw")) {
                        key.setLength(3L << 30);
                    }
                },
                failure);
        String unused = TestServer.errorsLogged(() -> {
            file("cert.pem", renewed.pem());
            file("key.pem", renewed.sec1());
            awaitSubject(web, "CN=renewed");
        });

        assertThat(logged).contains(failure);
    }

    @Test
    void theAuthorityOfClientsIsRenewedToo() throws Exception {
        WebServer web = start(SERVER.pem(), SERVER.pkcs8(), Optional.of(CA));
        Pair authority = TestCertificates.authority("CA");
        SSLContext older = TestCertificates.client(CA, CA.sign("client", RSA));
        SSLContext newer = TestCertificates.client(CA, authority.sign("client", RSA));
        assertThat(isLetIn(older, web)).isTrue();
        assertThat(isLetIn(newer, web)).isFalse();

        file("clients.pem", authority.pem());

        await(() -> assertThat(isLetIn(newer, web)).isTrue());
        assertThat(isLetIn(older, web)).isFalse();
    }

    private static boolean isLetIn(SSLContext tls, WebServer web) throws Exception {
        try {
            return ping(client(HttpClient.Version.HTTP_1_1, tls), web).statusCode() == 200;
        } catch (IOException turnedAway) {
            return false;
        }
    }

    @Test
    void theEndOfTheCertificateInForceIsMeasured() throws Exception {
        start(SERVER.pem(), SERVER.pkcs8(), Optional.empty());
        Instant now = Instant.now();
        Pair renewed = CA.sign("renewed", RSA, now.minusSeconds(60), now.plus(Duration.ofDays(90)));
        assertThat(measuredEnd()).isEqualTo(end(SERVER));

        file("cert.pem", renewed.pem());
        file("key.pem", renewed.pkcs8());

        await(() -> assertThat(measuredEnd()).isEqualTo(end(renewed)));
    }

    private static long end(Pair pair) {
        return pair.certificate().getNotAfter().toInstant().getEpochSecond();
    }

    private long measuredEnd() throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        metrics.writeTo(text, Metrics.TEXT);
        return text.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("feature_store_certificate_expiry_timestamp_seconds "))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.indexOf(' '))))
                .sum();
    }

    /** All that this JVM could speak is offered, one by one, with a certificate that each could work with. */
    @Test
    void onlySuitesWithForwardSecrecyAndAuthenticatedEncryptionAreAccepted() throws Exception {
        WebServer web = start(RSA_SERVER.pem(), RSA_SERVER.pkcs8(), Optional.empty());
        List<String> accepted = new ArrayList<>();

        for (String suite :
                TestCertificates.client(CA).getSupportedSSLParameters().getCipherSuites()) {
            try (SSLSocket socket = (SSLSocket) TestCertificates.client(CA)
                    .getSocketFactory()
                    .createSocket(InetAddress.getLoopbackAddress(), web.port())) {
                socket.setEnabledCipherSuites(new String[] {suite});
                socket.startHandshake();
                accepted.add(suite);
            } catch (SSLException refused) {
                // as most are
            }
        }

        assertThat(accepted)
                .containsExactlyInAnyOrder(
                        "TLS_AES_256_GCM_SHA384",
                        "TLS_AES_128_GCM_SHA256",
                        "TLS_CHACHA20_POLY1305_SHA256",
                        "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
                        "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
                        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
    }
}
