package dev.featurestore.bootstrap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The program as operators have it: its archive, unpacked into a temporary folder, where a class archive can be made.
 */
public final class Installation implements AutoCloseable {
    private final Path folder;
    private final Path home;

    private Installation(Path folder, Path home) {
        this.folder = folder;
        this.home = home;
    }

    /** Whether there is an archive, of which the system property {@code distribution} tells. */
    public static boolean isPossible() {
        return Files.isRegularFile(archive());
    }

    private static Path archive() {
        return Path.of(System.getProperty("distribution", ""));
    }

    /** Unpacks the archive. */
    public static Installation unpack() throws IOException, InterruptedException {
        return unpack(archive());
    }

    /** Unpacks the archive of any build. */
    public static Installation unpack(Path archive) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("installation");
        Process tar = new ProcessBuilder("tar", "xzf", archive.toString(), "-C", folder.toString())
                .inheritIO()
                .start();
        if (tar.waitFor() != 0) {
            throw new IOException(archive + " cannot be unpacked");
        }
        try (Stream<Path> content = Files.list(folder)) {
            return new Installation(folder, content.findFirst().orElseThrow());
        }
    }

    /** A file or folder in it. */
    Path resolve(String path) {
        return home.resolve(path);
    }

    /** The start script. */
    public String script() {
        return resolve("bin/feature-store-server").toString();
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> content = Files.walk(folder)) {
            List<Path> deepestFirst = content.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        }
    }
}
