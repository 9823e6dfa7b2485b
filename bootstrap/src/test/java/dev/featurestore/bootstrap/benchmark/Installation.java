package dev.featurestore.bootstrap.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The program as operators have it: its archive, unpacked into a temporary folder, with a class archive. */
final class Installation implements AutoCloseable {
    private final Path folder;
    private final Path script;

    private Installation(Path folder, Path script) {
        this.folder = folder;
        this.script = script;
    }

    /** @throws WrongUse if the archive that the system property {@code distribution} names is not there */
    static Installation unpack() throws IOException, InterruptedException {
        Path archive = Path.of(System.getProperty("distribution", ""));
        if (!Files.isRegularFile(archive)) {
            throw new WrongUse("There is no archive " + archive + ": mvn -q -Pbenchmark package makes it");
        }
        Path folder = Files.createTempDirectory("benchmark");
        Process tar = new ProcessBuilder("tar", "xzf", archive.toString(), "-C", folder.toString())
                .inheritIO()
                .start();
        if (tar.waitFor() != 0) {
            throw new IOException(archive + " cannot be unpacked");
        }
        try (Stream<Path> content = Files.list(folder)) {
            Path home = content.findFirst().orElseThrow();
            return new Installation(folder, home.resolve("bin/feature-store-server"));
        }
    }

    /** The start script. */
    String script() {
        return script.toString();
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
