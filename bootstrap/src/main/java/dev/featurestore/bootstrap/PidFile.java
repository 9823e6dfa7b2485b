package dev.featurestore.bootstrap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The file that tells other programs this one's process id, as long as it runs. */
final class PidFile {
    private final Optional<Path> path;

    private PidFile(Optional<Path> path) {
        this.path = path;
    }

    /**
     * Writes the file, if one is wanted.
     *
     * @throws CannotStart if it cannot be written
     */
    static PidFile write(Optional<Path> path) {
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

    /** Removes the file; one that is gone already, or cannot be removed, does not hold up the end. */
    void remove() {
        path.ifPresent(file -> {
            try {
                Files.deleteIfExists(file);
            } catch (IOException failed) {
                System.err.println("feature-store-server: PIDFile " + file + " cannot be removed");
            }
        });
    }
}
