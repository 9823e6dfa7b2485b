package dev.featurestore.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.rondb.testing.Pem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code --check-config}: whatever would keep the server from starting as it is meant to, all at once. */
class CheckConfigTest {
    private static final String MYSQL = "'MySQL': {'User': 'u'}";

    /** Holds a certificate that is good and one that is old, each with its key. */
    @TempDir
    private static Path certificates;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void makeCertificates() {
        Pem.make(certificates, "good");
        Pem.make(certificates, "old", "-startdate", "-9d", "-validity", "5");
    }

    @Test
    void aSoundConfigurationIsPrintedAsItWillBeInForce() throws IOException {
        Optional<ExitCode> code = check("{'REST': {'ServerPort': 4407}, " + MYSQL + "}", "--port", "4411");

        assertThat(code).hasValue(ExitCode.STOPPED);
        assertThat(text(err)).isEmpty();
        assertThat(text(out)).contains("REST.ServerPort = 4411", "MySQL.User = u", "MySQLMetadataCluster.User = u");
    }

    @Test
    void errorsAndWarningsComeTogether() throws IOException {
        Optional<ExitCode> code = check("{'REST': {'ServerPort': -1, 'Sevrer': 1}, 'Log': {'MaxAge': 'x'}, "
                + "'MySQL': {'User': 'u', 'Servers': [{'IP': 'a'}, {'ip': 'b', 'Prot': 3307}]}}");

        assertThat(code).hasValue(ExitCode.BAD_CONFIGURATION);
        assertThat(text(err).lines())
                .contains(
                        "feature-store-server: warning: REST.Sevrer: unknown setting, ignored",
                        "feature-store-server: warning: MySQL.Servers[1].Prot: unknown setting, ignored",
                        "  REST.ServerPort: must be an integer from 0 to 65535, not -1",
                        "  Log.MaxAge: must be an integer from 0 to 10000, not \"x\"");
        assertThat(text(out)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'Security': {'TLS': {'EnableTLS': true, 'CertificateFile': 'FILE', 'PrivateKeyFile': 'NONE'}}} | Security.TLS.PrivateKeyFile: the file NONE cannot be read",
                "{'Security': {'TLS': {'EnableTLS': true, 'CertificateFile': 'NONE', 'PrivateKeyFile': 'FILE'}}} | Security.TLS.CertificateFile: the file NONE cannot be read",
                "{'Security': {'TLS': {'EnableTLS': true, 'CertificateFile': 'FOLDER', 'PrivateKeyFile': 'FILE'}}} | Security.TLS.CertificateFile: the file FOLDER cannot be read",
                "{'Security': {'TLS': {'EnableTLS': true, 'CertificateFile': 'FILE', 'PrivateKeyFile': 'FILE', 'RootCACertFile': 'NONE', 'RequireAndVerifyClientCert': true}}} | Security.TLS.RootCACertFile: the file NONE cannot be read",
                "{'Security': {'TLS': {'EnableTLS': true, 'CertificateFile': 'FILE', 'PrivateKeyFile': 'GOOD.key'}}} | Security.TLS.CertificateFile: FILE is not a PEM file",
                "{'Security': {'TLS': {'EnableTLS': true, 'CertificateFile': 'GOOD.crt', 'PrivateKeyFile': 'FILE'}}} | Security.TLS.CertificateFile: FILE is not a PEM file",
                "{'Security': {'TLS': {'EnableTLS': true, 'CertificateFile': 'GOOD.crt', 'PrivateKeyFile': 'STALE.key'}}} | Security.TLS.CertificateFile: the private key in STALE.key does not belong to",
                "{'Security': {'TLS': {'EnableTLS': true, 'CertificateFile': 'STALE.crt', 'PrivateKeyFile': 'STALE.key'}}} | Security.TLS.CertificateFile: the certificate CN=old in STALE.crt expired at",
                "{'Security': {'TLS': {'EnableTLS': true, 'CertificateFile': 'GOOD.crt', 'PrivateKeyFile': 'GOOD.key', 'RootCACertFile': 'FILE', 'RequireAndVerifyClientCert': true}}} | Security.TLS.CertificateFile: FILE is not a PEM file",
                "{'MySQL': {'User': 'u', 'TLS': {'RootCACertFile': 'NONE'}}} | MySQL.TLS.RootCACertFile: the file NONE cannot be read",
                "{'MySQL': {'User': 'u', 'TLS': {'RootCACertFile': 'FILE'}}} | MySQL.TLS.CertificateFile: cannot use the certificates in FILE",
                "{'MySQLMetadataCluster': {'TLS': {'CertificateFile': 'GOOD.crt', 'PrivateKeyFile': 'FILE'}}} | MySQLMetadataCluster.TLS.CertificateFile: cannot use the certificate in GOOD.crt with the key in FILE",
                "{'MySQLMetadataCluster': {'TLS': {'RootCACertFile': 'NONE'}}} | MySQLMetadataCluster.TLS.RootCACertFile: the file NONE cannot be read",
                "{'MySQLMetadataCluster': {'TLS': {'CertificateFile': 'NONE', 'PrivateKeyFile': 'FILE'}}} | MySQLMetadataCluster.TLS.CertificateFile: the file NONE cannot be read",
                "{'MySQLMetadataCluster': {'TLS': {'CertificateFile': 'FILE', 'PrivateKeyFile': 'NONE'}}} | MySQLMetadataCluster.TLS.PrivateKeyFile: the file NONE cannot be read",
                "{'Log': {'FilePath': 'FILE/fss.log'}} | Log.FilePath: the file FILE/fss.log cannot be written",
                "{'Log': {'RequestFilePath': 'FILE/requests.log'}} | Log.RequestFilePath: the file FILE/requests.log cannot be written",
                "{'Log': {'FilePath': 'FOLDER'}} | Log.FilePath: the file FOLDER cannot be written",
                "{'PIDFile': 'FILE/fss.pid'} | PIDFile: the file FILE/fss.pid cannot be written",
                "{'REST': {'ServerPort': 4407, 'MetricsPort': 4407}} | REST.MetricsPort: 4407 is the ServerPort too",
                "{'REST': {'MetricsPort': 4406}} | REST.MetricsPort: 4406 is the ServerPort too",
            })
    void whatCannotWorkIsFound(String setting, String expected) throws IOException {
        Optional<ExitCode> code = check(withStore(placed(setting)));

        assertThat(code).hasValue(ExitCode.BAD_CONFIGURATION);
        assertThat(text(err)).contains("  " + placed(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'Security': {'TLS': {'EnableTLS': false, 'CertificateFile': 'NONE'}}}",
                "{'Security': {'TLS': {'EnableTLS': true, 'CertificateFile': 'GOOD.crt', 'PrivateKeyFile': 'GOOD.key', 'RootCACertFile': 'NONE'}}}",
                "{'Security': {'TLS': {'EnableTLS': true, 'CertificateFile': 'GOOD.crt', 'PrivateKeyFile': 'GOOD.key', 'RootCACertFile': 'STALE.crt', 'RequireAndVerifyClientCert': true}}}",
                "{'MySQL': {'User': 'u', 'TLS': {'RootCACertFile': 'STALE.crt', 'CertificateFile': 'GOOD.crt', 'PrivateKeyFile': 'GOOD.key'}}}",
                "{'Log': {'FilePath': 'FOLDER/new/fss.log'}}",
                "{'PIDFile': 'FILE'}",
                "{'REST': {'ServerPort': 0, 'MetricsPort': 0}}",
            })
    void whatIsNotInForceOrCanStillBeMadeIsNoError(String setting) throws IOException {
        assertThat(check(withStore(placed(setting)))).hasValue(ExitCode.STOPPED);
        assertThat(text(err).lines()).allMatch(line -> line.startsWith("feature-store-server: warning: "));
    }

    @Test
    void thePortOfTheCommandLineIsComparedToo() throws IOException {
        assertThat(check("{'REST': {'MetricsPort': 4411}, " + MYSQL + "}", "--port", "4411"))
                .hasValue(ExitCode.BAD_CONFIGURATION);
    }

    @Test
    void aPortOutOfRangeOnTheCommandLineIsAnErrorOfTheSetting() throws IOException {
        assertThat(check("{" + MYSQL + "}", "--port", "70000")).hasValue(ExitCode.BAD_CONFIGURATION);
        assertThat(text(err)).contains("REST.ServerPort: must be an integer from 0 to 65535, not \"70000\"");
    }

    @Test
    void aDataFileIsReadToo() throws IOException {
        Path data = Files.writeString(folder.resolve("data.json"), "[]");

        assertThat(check("{}", "--data", data.toString())).hasValue(ExitCode.BAD_CONFIGURATION);
        assertThat(text(err)).contains(data.toString());
    }

    @Test
    void filesForTheStoreDoNotMatterToADemo() throws IOException {
        assertThat(check(placed("{'MySQL': {'User': 'u', 'TLS': {'RootCACertFile': 'NONE'}}}"), "--demo"))
                .hasValue(ExitCode.STOPPED);
    }

    private Optional<ExitCode> check(String json, String... more) throws IOException {
        Path file = Files.writeString(folder.resolve("config.json"), json.replace('\'', '"'));
        List<String> arguments = new ArrayList<>(List.of("--check-config", "--config", file.toString()));
        arguments.addAll(List.of(more));
        Program program = new Program(
                Map.of(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return program.run(arguments.toArray(String[]::new));
    }

    private static String withStore(String json) {
        return json.contains("'MySQL'") ? json : json.substring(0, json.length() - 1) + ", " + MYSQL + "}";
    }

    private String placed(String text) throws IOException {
        Path file = folder.resolve("file.txt");
        Files.writeString(file, "something");
        return text.replace("GOOD", certificates.resolve("good").toString())
                .replace("STALE", certificates.resolve("old").toString())
                .replace("NONE", folder.resolve("none").toString())
                .replace("FILE", file.toString())
                .replace("FOLDER", folder.toString());
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
