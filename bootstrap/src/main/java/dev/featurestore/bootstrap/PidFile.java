package dev.featurestore.bootstrap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The file that tells other programs this one's process id, as long as it runs. */
final class PidFile {
    /** By how much the start of a process and the time of a file may be told wrong. */
    private static final Duration TOLERANCE = Duration.ofSeconds(10);

    private final Optional<Path> path;

    private PidFile(Optional<Path> path) {
        this.path = path;
    }

    /**
     * Looks whether the file, if one is wanted, is that of another process. It is not if it holds no process id, or
     * that of a process that has ended, or that began only after the file was written: ids are given again, in
     * containers always the same few, and a server that was killed must start again whoever has its old one. Not for
     * {@code --check-config}, which is run beside the server that is to be replaced.
     *
     * @throws CannotStart if it is, with the code of a bad configuration
     */
    static void requireFree(Optional<Path> path) {
        path.ifPresent(file -> otherOwner(file).ifPresent(process -> {
            throw new CannotStart(
                    ExitCode.BAD_CONFIGURATION,
                    "PIDFile: the file " + file + " holds the pid of another process that runs, " + process.pid()
                            + ": name another file; if that process has nothing to do with it, remove the file");
        }));
    }

    /**
     * Writes the file, if one is wanted.
     *
     * @throws CannotStart if it cannot be written, or is by now that of another process
     */
    static PidFile write(Optional<Path> path) {
        requireFree(path);
        path.ifPresent(file -> {
            try {
                @Nullable Path folder = file.toAbsolutePath().getParent();
                if (folder != null) {
                    Files.createDirectories(folder);
                }
                Files.writeString(file, ProcessHandle.current().pid() + "\n");
            } catch (IOException failed) {
                throw new CannotStart("PIDFile " + file + " cannot be written", failed);
            }
        });
        return new PidFile(path);
    }

    /**
     * Removes the file, unless it holds another process id by now; one that is gone already, or cannot be removed, does
     * not hold up the end.
     */
    void remove() {
        path.ifPresent(file -> {
            try {
                if (content(file).equals(Optional.of(ProcessHandle.current().pid()))) {
                    Files.deleteIfExists(file);
                }
            } catch (NoSuchFileException gone) {
                // As wanted.
            } catch (IOException failed) {
                System.err.println("feature-store-server: PIDFile " + file + " cannot be removed");
            }
        });
    }

    private static Optional<ProcessHandle> otherOwner(Path file) {
        try {
            Instant written = Files.getLastModifiedTime(file).toInstant();
            return content(file)
                    .filter(pid -> pid != ProcessHandle.current().pid())
                    .flatMap(ProcessHandle::of)
                    .filter(process -> process.isAlive() && !beganAfter(process, written));
        } catch (IOException unreadable) {
            return Optional.empty(); // whether it can be written shows when it is
        }
    }

    /** The process id in a file; empty if it holds something else. */
    private static Optional<Long> content(Path file) throws IOException {
        // Whatever bytes these are: they need not be UTF-8.
        String text = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
        try {
            return Optional.of(Long.valueOf(text));
        } catch (NumberFormatException somethingElse) {
            return Optional.empty();
        }
    }

    private static boolean beganAfter(ProcessHandle process, Instant written) {
        return process.info()
                .startInstant()
                .filter(start -> start.isAfter(written.plus(TOLERANCE)))
                .isPresent();
    }
}
