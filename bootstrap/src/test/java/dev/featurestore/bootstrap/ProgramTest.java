package dev.featurestore.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.core.joran.spi.JoranException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A start that fails, for whatever reason: one line, its code, and nothing that goes on running. */
class ProgramTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> environment = new HashMap<>();
    private int port;

    @BeforeEach
    void choosePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        environment.put("FEATURE_STORE_REST_SERVERIP", "127.0.0.1");
        environment.put("FEATURE_STORE_REST_SERVERPORT", Integer.toString(port));
    }

    /** The program has set up the log in its own way. */
    @AfterEach
    void restoreLog() throws JoranException {
        TestLog.restore();
    }

    private Optional<ExitCode> run(OutputStream out, String... arguments) {
        return new Program(
                        environment,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(arguments);
    }

    private String complained() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private void assertThatNobodyListens() throws IOException {
        new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
    }

    @Test
    void aPidFileWithoutAFolderIsOneLine() throws IOException {
        environment.put("FEATURE_STORE_PIDFILE", "/");

        assertThat(run(OutputStream.nullOutputStream(), "--demo")).hasValue(ExitCode.COULD_NOT_START);

        assertThat(complained().lines()).containsExactly("feature-store-server: PIDFile / cannot be written");
        assertThatNobodyListens();
    }

    @Test
    void aPidFileOfAnotherProcessThatRunsIsOneLineThatSaysHowToGoOn() throws IOException {
        Process other = new ProcessBuilder("sleep", "600").start();
        try {
            Path pidFile = Files.writeString(folder.resolve("server.pid"), other.pid() + "\n");
            Path log = folder.resolve("server.log");
            environment.put("FEATURE_STORE_PIDFILE", pidFile.toString());
            environment.put("FEATURE_STORE_LOG_FILEPATH", log.toString());

            assertThat(run(OutputStream.nullOutputStream(), "--demo")).hasValue(ExitCode.BAD_CONFIGURATION);

            assertThat(complained().lines())
                    .containsExactly("feature-store-server: PIDFile: the file " + pidFile
                            + " holds the pid of another process that runs, " + other.pid()
                            + ": name another file; if that process has nothing to do with it, remove the file");
            assertThat(pidFile).hasContent(Long.toString(other.pid()));
            assertThat(log).doesNotExist();
            assertThatNobodyListens();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void aPidFileOfAnotherProcessIsNoFaultOfAConfigurationThatIsChecked() throws IOException {
        long other = ProcessHandle.current().parent().orElseThrow().pid();
        Path pidFile = Files.writeString(folder.resolve("server.pid"), Long.toString(other));
        environment.put("FEATURE_STORE_PIDFILE", pidFile.toString());

        assertThat(run(OutputStream.nullOutputStream(), "--demo", "--check-config"))
                .hasValue(ExitCode.STOPPED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MYSQL", "MYSQLMETADATACLUSTER"})
    void aMissingCertificateForMySqlIsOneLineWithTheSetting(String section) {
        Path missing = folder.resolve("ca.pem");
        environment.put("FEATURE_STORE_MYSQL_USER", "u");
        environment.put("FEATURE_STORE_MYSQL_SERVERS", "127.0.0.1:1");
        environment.put("FEATURE_STORE_" + section + "_TLS_MODE", "verify_ca");
        environment.put("FEATURE_STORE_" + section + "_TLS_ROOTCACERTFILE", missing.toString());

        assertThat(run(OutputStream.nullOutputStream())).hasValue(ExitCode.COULD_NOT_START);

        assertThat(complained().lines())
                .singleElement()
                .asString()
                .startsWithIgnoringCase("feature-store-server: " + section + ".TLS: ")
                .endsWith(missing + " does not exist");
    }

    @Test
    void whatNobodyForesawIsOneLineToo() throws IOException {
        Path pidFile = folder.resolve("server.pid");
        environment.put("FEATURE_STORE_PIDFILE", pidFile.toString());
        OutputStream defective = new OutputStream() {
            @Override
            public void write(int b) {
                throw new IllegalStateException("no paper\nin the printer");
            }
        };

        assertThat(run(defective, "--demo")).hasValue(ExitCode.COULD_NOT_START);

        assertThat(complained().lines())
                .containsExactly("feature-store-server: cannot start: java.lang.IllegalStateException: no paper");
        assertThat(pidFile).doesNotExist();
        assertThatNobodyListens();
    }
}
