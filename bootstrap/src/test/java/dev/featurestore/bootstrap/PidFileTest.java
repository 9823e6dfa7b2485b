package dev.featurestore.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PidFileTest {
    private static final String OWN = ProcessHandle.current().pid() + "\n";

    @TempDir
    private Path folder;

    private Path file;
    private Process other;

    @BeforeEach
    void startAnotherProcess() throws IOException {
        file = folder.resolve("server.pid");
        other = new ProcessBuilder("sleep", "600").start();
    }

    @AfterEach
    void endIt() {
        other.destroyForcibly();
    }

    private PidFile write() {
        return PidFile.write(Optional.of(file));
    }

    @Test
    void itIsThereAsLongAsTheProgramRuns() {
        PidFile written = write();

        assertThat(file).hasContent(OWN);

        written.remove();

        assertThat(file).doesNotExist();
        written.remove();
    }

    @Test
    void theFileOfAnotherProcessThatRunsIsNotTaken() throws IOException {
        String content = " " + other.pid() + "\n";
        Files.writeString(file, content);

        assertThatThrownBy(() -> PidFile.requireFree(Optional.of(file)))
                .isInstanceOfSatisfying(
                        CannotStart.class, failure -> assertThat(failure.code()).isEqualTo(ExitCode.BAD_CONFIGURATION));
        assertThatThrownBy(this::write).isInstanceOf(CannotStart.class).hasMessageContaining(file.toString());
        assertThat(file).hasContent(content);
    }

    @Test
    void theFileOfAProcessThatHasEndedIsTaken() throws IOException, InterruptedException {
        Files.writeString(file, Long.toString(other.pid()));
        other.destroyForcibly().waitFor();

        write();

        assertThat(file).hasContent(OWN);
    }

    /** As in a container, whose processes have the same ids at each start. */
    @Test
    void aFileWithItsOwnIdIsTaken() throws IOException {
        Files.writeString(file, OWN);

        write();

        assertThat(file).hasContent(OWN);
    }

    @Test
    void aFileThatIsOlderThanTheProcessWithThatIdIsTaken() throws IOException {
        Instant start = other.toHandle().info().startInstant().orElseThrow();
        Files.writeString(file, Long.toString(other.pid()));
        Files.setLastModifiedTime(file, FileTime.from(start.minus(Duration.ofMinutes(1))));

        write();

        assertThat(file).hasContent(OWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "none", "0", "-1", "1 2", "99999999999999999999", "\u00ff"})
    void aFileThatHoldsNoIdIsTaken(String content) throws IOException {
        Files.writeString(file, content, StandardCharsets.ISO_8859_1);

        write();

        assertThat(file).hasContent(OWN);
    }

    @Test
    void aFileThatAnotherProcessHasTakenMeanwhileStays() throws IOException {
        PidFile written = write();
        Files.writeString(file, Long.toString(other.pid()));

        written.remove();

        assertThat(file).hasContent(Long.toString(other.pid()));
    }
}
