package dev.featurestore.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.core.joran.spi.JoranException;
import dev.featurestore.bootstrap.config.LogSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log as operators set it up. */
class LoggingTest {
    private static final Logger LOG = LoggerFactory.getLogger("dev.featurestore.test");

    @TempDir
    private Path folder;

    @AfterEach
    void restoreLog() throws JoranException {
        TestLog.restore();
    }

    private Path log() {
        return folder.resolve("server.log");
    }

    private void configure(int maxSizeMb, int maxBackups) {
        Logging.configure(new LogSettings(
                LogSettings.Level.INFO,
                LogSettings.Format.TEXT,
                Optional.of(log()),
                maxSizeMb,
                maxBackups,
                30,
                Optional.empty(),
                LogSettings.RequestValues.PLAIN));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void ofTheFilesThatWereSetAsideTheNewestAreKept() throws IOException {
        String yesterday = "server.log." + LocalDate.now(ZoneId.systemDefault()).minusDays(1);
        String before = "server.log." + LocalDate.now(ZoneId.systemDefault()).minusDays(2);
        for (String old : List.of(before + ".0", yesterday + ".2", yesterday + ".10", "server.log.old", "other.log")) {
            Files.writeString(folder.resolve(old), "old");
        }

        configure(1, 2);

        assertThat(files())
                .containsExactlyInAnyOrder(
                        "server.log", yesterday + ".2", yesterday + ".10", "server.log.old", "other.log");
    }

    @Test
    void aFileThatIsSetAsideTakesThePlaceOfTheOldest() throws IOException {
        String today = "server.log." + LocalDate.now(ZoneId.systemDefault());
        configure(1, 2);
        for (int megabyte = 0; megabyte < 4; megabyte++) {
            LOG.info("x".repeat(1 << 20));
        }
        LOG.info("the last");

        assertThat(files()).containsExactlyInAnyOrder("server.log", today + ".2", today + ".3");
        assertThat(log()).content().endsWith("the last\n");
    }

    /** As it is for RDRS, for the size too: the default. */
    @Test
    void zeroIsNoLimitToFilesThatAreKept() throws IOException {
        Files.writeString(folder.resolve("server.log.2020-01-01.0"), "old");
        Files.writeString(log(), "x".repeat(2 << 20));

        Logging.configure(new LogSettings(
                LogSettings.Level.WARNING,
                LogSettings.Format.TEXT,
                Optional.of(log()),
                0,
                0,
                0,
                Optional.empty(),
                LogSettings.RequestValues.PLAIN));
        LOG.warn("the last");
        LOG.info("not logged");

        assertThat(files()).containsExactly("server.log", "server.log.2020-01-01.0");
        assertThat(log()).content().endsWith("the last\n");
    }
}
