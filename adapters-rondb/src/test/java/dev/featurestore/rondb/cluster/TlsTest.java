package dev.featurestore.rondb.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.featurestore.application.port.StoreFailure;
import dev.featurestore.domain.ErrorCode;
import dev.featurestore.rondb.cluster.ClusterSettings.Server;
import dev.featurestore.rondb.cluster.ClusterSettings.Timeouts;
import dev.featurestore.rondb.cluster.ClusterSettings.Tls;
import dev.featurestore.rondb.testing.MariaDbEngine;
import dev.featurestore.rondb.testing.Pem;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Encryption between the pools and a server that has a certificate of its own. */
class TlsTest {
    @TempDir
    private static Path directory;

    private static Pem server;
    private static Pem stranger;
    private static MariaDbEngine engine;

    @BeforeAll
    static void start() {
        server = Pem.make(directory, "server", "-ext", "san=ip:127.0.0.1");
        stranger = Pem.make(directory, "stranger");
        engine = MariaDbEngine.start(
                "--ssl",
                "--ssl-ca=" + server.certificate(),
                "--ssl-cert=" + server.certificate(),
                "--ssl-key=" + server.key());
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    private static String cipher(Tls tls) {
        return cipher("127.0.0.1", tls);
    }

    private static String cipher(String name, Tls tls) {
        return cipher(name, tls, Duration.ofSeconds(20));
    }

    private static void assertNotRead(String name, Tls tls) {
        assertThatThrownBy(() -> cipher(name, tls, Duration.ofSeconds(2))).isInstanceOf(StoreFailure.class);
    }

    private static String cipher(String name, Tls tls, Duration patience) {
        Server host = new Server(name, engine.servers().get(0).port());
        ClusterSettings settings = ClusterSettings.of(
                        "online-store", List.of(host), engine.user(), Secret.of(engine.password()))
                .withPoolSize(1)
                .withTimeouts(new Timeouts(patience, patience, patience, patience))
                .withTls(tls);
        try (Cluster cluster = Cluster.open(settings)) {
            return cluster.read(ErrorCode.STORE_READ_FAILED, "Reading", connection -> {
                try (Statement statement = connection.createStatement();
                        ResultSet row = statement.executeQuery("SHOW SESSION STATUS LIKE 'Ssl_cipher'")) {
                    row.next();
                    return row.getString(2);
                }
            });
        }
    }

    private static Tls tls(Tls.Mode mode, Path authority) {
        return new Tls(mode, Optional.of(authority), Optional.empty(), Optional.empty());
    }

    @Test
    void aServerWhoseCertificateIsTrustedIsReadEncrypted() {
        String encrypted = cipher(tls(Tls.Mode.VERIFY_CA, server.certificate()));
        String plain = cipher(Tls.OFF);

        assertThat(encrypted).isNotEmpty();
        assertThat(plain).isEmpty();
    }

    @Test
    void aServerWhoseCertificateIsNotTrustedIsNotRead() {
        assertNotRead("127.0.0.1", tls(Tls.Mode.VERIFY_CA, stranger.certificate()));
    }

    @Test
    void aServerOfAnotherNameIsNotReadWhenNamesCount() {
        Tls names = tls(Tls.Mode.VERIFY_IDENTITY, server.certificate());

        assertThat(cipher("127.0.0.1", names)).isNotEmpty();
        assertThat(cipher("localhost", tls(Tls.Mode.VERIFY_CA, server.certificate())))
                .isNotEmpty();
        assertNotRead("localhost", names);
    }

    @Test
    void aClientCertificateIsShown() {
        Tls both = new Tls(
                Tls.Mode.VERIFY_CA,
                Optional.of(server.certificate()),
                Optional.of(stranger.certificate()),
                Optional.of(server.key()));
        Tls own = new Tls(
                Tls.Mode.VERIFY_CA,
                Optional.of(server.certificate()),
                Optional.of(server.certificate()),
                Optional.of(server.key()));

        assertThat(cipher(own)).isNotEmpty();
        assertThatThrownBy(() -> cipher("127.0.0.1", both, Duration.ofSeconds(2)))
                .isInstanceOfAny(IllegalArgumentException.class, StoreFailure.class);
    }

    @Test
    void keyStoresAreForTheirOwnerOnly() throws IOException {
        PemMaterial.StoreFile store = PemMaterial.identity(server.certificate(), server.key());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(store.path())))
                .isEqualTo("rw-------");
        assertThat(store.toString()).doesNotContain(store.password().reveal());
    }

    /** The JVM may be ended in a way that deletes nothing. */
    @Test
    void keyStoresAreGoneWhenThePoolsAreClosed() {
        Tls tls = new Tls(
                Tls.Mode.VERIFY_CA,
                Optional.of(server.certificate()),
                Optional.of(server.certificate()),
                Optional.of(server.key()));
        List<Server> nowhere = List.of(new Server("127.0.0.1", 1), new Server("127.0.0.1", 2));
        List<PoolSettings> pools = Pools.of(ClusterSettings.of("online-store", nowhere, "nobody", Secret.of(""))
                .withPoolSize(1)
                .withTls(tls));
        List<Path> stores = pools.stream()
                .flatMap(pool -> Stream.of("trustCertificateKeyStoreUrl", "clientCertificateKeyStoreUrl")
                        .map(pool.hikari().getDataSourceProperties()::getProperty))
                .map(url -> Path.of(URI.create(url)))
                .toList();
        Servers servers = new Servers("online-store", pools, () -> {});
        assertThat(stores).hasSize(4).allSatisfy(store -> assertThat(store).exists());

        servers.close();

        assertThat(stores).allSatisfy(store -> assertThat(store).doesNotExist());
    }

    @Test
    void filesThatCannotBeUsedAreNamed() throws IOException {
        Path missing = directory.resolve("missing.crt");
        Path empty = Files.writeString(directory.resolve("empty.pem"), "");

        assertThatThrownBy(() -> PemMaterial.trust(missing))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cannot use the certificates in " + missing + ": " + missing + " does not exist");
        assertThatThrownBy(() -> PemMaterial.identity(server.certificate(), directory))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith(": " + directory + " cannot be read");
        assertThatThrownBy(() -> PemMaterial.trust(empty))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("empty.pem");
        assertThatThrownBy(() -> PemMaterial.identity(server.certificate(), server.certificate()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("server.crt");
    }

    static Stream<Arguments> keys() throws GeneralSecurityException, IOException {
        PrivateKey rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate();
        KeyPairGenerator p256 = KeyPairGenerator.getInstance("EC");
        p256.initialize(256);
        PrivateKey ec = p256.generateKeyPair().getPrivate();
        PrivateKey edwards =
                KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate();
        byte[] sec1 = new ECPrivateKey(
                        256,
                        ECPrivateKey.getInstance(inner(ec)).getKey(),
                        PrivateKeyInfo.getInstance(ec.getEncoded())
                                .getPrivateKeyAlgorithm()
                                .getParameters())
                .getEncoded();
        return Stream.of(
                Arguments.of("PRIVATE KEY", rsa.getEncoded(), rsa),
                Arguments.of("RSA PRIVATE KEY", inner(rsa).toASN1Primitive().getEncoded(), rsa),
                Arguments.of("PRIVATE KEY", ec.getEncoded(), ec),
                Arguments.of("EC PRIVATE KEY", sec1, ec),
                Arguments.of("PRIVATE KEY", edwards.getEncoded(), edwards));
    }

    private static ASN1Encodable inner(PrivateKey key) throws IOException {
        return PrivateKeyInfo.getInstance(key.getEncoded()).parsePrivateKey();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("keys")
    void everyFormOfKeyIsTaken(String label, byte[] content, PrivateKey expected) throws Exception {
        Path key = Pem.write(directory.resolve("form.key"), label, content);
        Files.writeString(key, "a comment\r\n" + Files.readString(key).replace("\n", "\r\n"));

        PemMaterial.StoreFile store = PemMaterial.identity(server.certificate(), key);

        char[] password = store.password().reveal().toCharArray();
        KeyStore keys = KeyStore.getInstance(store.path().toFile(), password);
        assertThat(secret(keys.getKey("client", password))).isEqualTo(secret(expected));
    }

    /** An EC key may or may not hold its curve a second time. */
    private static Object secret(Key key) {
        return key instanceof java.security.interfaces.ECPrivateKey ec ? ec.getS() : key;
    }

    @ParameterizedTest
    @CsvSource({
        "ENCRYPTED PRIVATE KEY, MAAA, a ENCRYPTED PRIVATE KEY cannot be used",
        "DSA PRIVATE KEY, MAAA, a DSA PRIVATE KEY cannot be used",
        "EC PRIVATE KEY, AAAA, the private key is damaged",
        "RSA PRIVATE KEY, '?', the private key is damaged",
        "CERTIFICATE, MAAA, no unencrypted private key in it"
    })
    void aKeyThatCannotBeUsedIsRefused(String label, String content, String why) throws IOException {
        Path key = Files.writeString(
                directory.resolve("bad.key"),
                "-----BEGIN " + label + "-----\n" + content + "\n-----END " + label + "-----\n");

        assertThatThrownBy(() -> PemMaterial.identity(server.certificate(), key))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("bad.key: " + why);
    }
}
