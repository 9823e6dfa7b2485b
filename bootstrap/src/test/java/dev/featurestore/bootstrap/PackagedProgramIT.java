package dev.featurestore.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.inmemory.DemoApiKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The runnable jar, as users start it: output, signals, exit codes. */
class PackagedProgramIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String TOLD_TO_STOP = "feature-store-server was told to stop: it drains for 50 ms";

    @TempDir
    private Path folder;

    @Test
    void theCurlLineThatIsPrintedWorksAsPasted() throws Exception {
        try (PackagedProgram program = PackagedProgram.start(folder, "--port", "0")) {
            String curl = program.waitForLine("  curl ").strip();

            Process shell = new ProcessBuilder("sh", "-c", curl)
                    .redirectErrorStream(true)
                    .start();
            String answer = new String(shell.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

            assertThat(answer)
                    .isEqualTo("{\"features\":[36,\"2022-01-24\",\"int24\",\"str14\"],\"metadata\":null,"
                            + "\"status\":\"COMPLETE\",\"detailedStatus\":null}");
        }
    }

    @Test
    void requestsThatWereRecordedCanBeSentAgainAndCompared() throws Exception {
        Path recorded = folder.resolve("requests.jsonl");
        Path key = Files.writeString(folder.resolve("key"), DemoApiKeys.MAIN + "\n");
        String body = "{\"featureStoreName\":\"fsdb002\",\n \"featureViewName\":\"sample_2\",\"featureViewVersion\":1,"
                + "\"entries\":{\"id1\":36.0}}";
        try (PackagedProgram program = recording(recorded, "plain")) {
            Client client = new Client(program.port());
            client.post("/0.1.0/feature_store", DemoApiKeys.MAIN, body);
            client.post("/0.1.0/feature_store", DemoApiKeys.MAIN, "{no json");
            // Refused before it is read to its end.
            client.post(
                    "/0.1.0/batch_feature_store", DemoApiKeys.MAIN, "{\"entries\":[" + "{},".repeat(1025) + "no json");
            client.post("/0.1.0/feature_store", "not.a-key", body);
            client.get("/0.1.0/ping");
            awaitLines(recorded, 1);

            PackagedProgram.Ended ended = PackagedProgram.run(
                    folder,
                    "compare",
                    "--from",
                    "http://localhost:" + program.port(),
                    "--to",
                    "http://localhost:" + program.port(),
                    "--requests",
                    recorded.toString(),
                    "--api-key-file",
                    key.toString());

            assertThat(Files.readAllLines(recorded).get(0))
                    .isEqualTo("{\"path\":\"/0.1.0/feature_store\",\"body\":" + body.replace('\n', ' ') + "}");
            assertThat(ended.out()).contains("1 requests in", "Nothing differs that matters.");
            assertThat(ended.code()).isZero();
            assertThat(Files.readString(recorded)).doesNotContain("no json", DemoApiKeys.MAIN);
        }
    }

    @Test
    void recordedRequestsMayBeWithoutTheirValues() throws Exception {
        Path recorded = folder.resolve("requests.jsonl");
        try (PackagedProgram program = recording(recorded, "masked")) {
            new Client(program.port())
                    .post(
                            "/0.1.0/batch_feature_store",
                            DemoApiKeys.MAIN,
                            "{\"featureStoreName\":\"fsdb002\",\"featureViewName\":\"sample_2\",\"featureViewVersion\":1,"
                                    + "\"entries\":[{\"id1\":4711},\"4711\",[4711]],"
                                    + "\"passedFeatures\":[{\"data1\":\"secret\"},{},{}]}");
            awaitLines(recorded, 1);

            assertThat(Files.readAllLines(recorded))
                    .containsExactly("{\"path\":\"/0.1.0/batch_feature_store\",\"masked\":true,\"body\":{"
                            + "\"featureStoreName\":\"fsdb002\",\"featureViewName\":\"sample_2\",\"featureViewVersion\":1,"
                            + "\"entries\":[{\"id1\":\"***\"},\"***\",[\"***\"]],"
                            + "\"passedFeatures\":[{\"data1\":\"***\"},{},{}]}}");
        }
    }

    private PackagedProgram recording(Path file, String values) throws IOException {
        Path config = Files.writeString(
                folder.resolve("config.json"),
                "{\"Log\": {\"RequestFilePath\": \"" + file + "\", \"RequestValues\": \"" + values + "\"}}");
        return PackagedProgram.start(folder, "--demo", "--config", config.toString(), "--port", "0");
    }

    /** A request is recorded after its answer. */
    private static void awaitLines(Path file, int lines) throws IOException, InterruptedException {
        for (int i = 0;
                i < 500 && (!Files.exists(file) || Files.readAllLines(file).size() < lines);
                i++) {
            Thread.sleep(10);
        }
    }

    @Test
    void sigtermEndsItWithCodeZeroAndRemovesThePidFile() throws Exception {
        Path pidFile = folder.resolve("server.pid");
        Path config = Files.writeString(folder.resolve("config.json"), "{\"PIDFile\": \"" + pidFile + "\"}");
        try (PackagedProgram program =
                PackagedProgram.start(folder, "--demo", "--config", config.toString(), "--port", "0")) {
            program.waitForLine("feature-store-server ");
            assertThat(Files.readString(pidFile).strip()).isEqualTo(Long.toString(program.pid()));

            int code = program.terminate();

            assertThat(code).isZero();
            assertThat(pidFile).doesNotExist();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json"})
    void itsStartAndItsStopAreInTheLogFile(String format) throws Exception {
        Path log = folder.resolve("server.log");
        PackagedProgram.Ended ended =
                startAndStop(Map.of("FEATURE_STORE_LOG_FORMAT", format, "FEATURE_STORE_LOG_FILEPATH", log.toString()));

        assertThat(ended.code()).isZero();
        assertThat(Files.readAllLines(log))
                .satisfiesExactly(
                        start -> assertThat(start).containsPattern("feature-store-server .* listens on .* port "),
                        told -> assertThat(told).contains(TOLD_TO_STOP),
                        stopped -> assertThat(stopped).contains("feature-store-server has stopped"))
                .allMatch(line -> line.startsWith("{") == format.equals("json"));
        assertThat(ended.out()).containsOnlyOnce(" listens on ").doesNotContain(TOLD_TO_STOP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json"})
    void withoutALogFileEachIsOnStandardOutputOnce(String format) throws Exception {
        PackagedProgram.Ended ended = startAndStop(Map.of("FEATURE_STORE_LOG_FORMAT", format));

        assertThat(ended.code()).isZero();
        assertThat(ended.out())
                .containsOnlyOnce(" listens on ")
                .containsOnlyOnce(TOLD_TO_STOP)
                .containsOnlyOnce("feature-store-server has stopped");
    }

    private PackagedProgram.Ended startAndStop(Map<String, String> settings) throws Exception {
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("FEATURE_STORE_REST_DRAINMS", "50");
        List<String> command = List.of(PackagedProgram.java(), "-jar", System.getProperty("jar"), "--port", "0");
        try (PackagedProgram program = PackagedProgram.start(folder, command, environment)) {
            program.waitForText(" listens on ");
            program.terminate();
            return program.end();
        }
    }

    @Test
    void aPidFileOfARunningServerKeepsAnotherFromStarting() throws Exception {
        Path pidFile = folder.resolve("server.pid");
        Path config = Files.writeString(folder.resolve("config.json"), "{\"PIDFile\": \"" + pidFile + "\"}");
        try (PackagedProgram program =
                PackagedProgram.start(folder, "--demo", "--config", config.toString(), "--port", "0")) {
            program.waitForLine("feature-store-server ");

            PackagedProgram.Ended second =
                    PackagedProgram.run(folder, "--demo", "--config", config.toString(), "--port", "0");

            assertThat(second.code()).isEqualTo(1);
            assertThat(second.out()).isEmpty();
            assertThat(second.err().lines())
                    .singleElement()
                    .asString()
                    .contains("PIDFile", pidFile.toString(), Long.toString(program.pid()));
            assertThat(Files.readString(pidFile).strip()).isEqualTo(Long.toString(program.pid()));
            assertThat(program.terminate()).isZero();
            assertThat(pidFile).doesNotExist();
        }
    }

    @Test
    void aPortThatIsTakenIsOneLineAndCodeTwo() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            String port = Integer.toString(taken.getLocalPort());

            PackagedProgram.Ended ended = PackagedProgram.run(folder, "--port", port);

            assertThat(ended.code()).isEqualTo(2);
            assertThat(ended.err().lines()).singleElement().asString().contains(port);
        }
    }

    @Test
    void aCertificateThatIsMissingIsOneLineAndCodeTwo() throws IOException, InterruptedException {
        Path config = Files.writeString(
                folder.resolve("config.json"),
                "{\"Security\": {\"TLS\": {\"EnableTLS\": true, \"CertificateFile\": \"/none.pem\","
                        + " \"PrivateKeyFile\": \"/none.key\"}}}");

        PackagedProgram.Ended ended =
                PackagedProgram.run(folder, "--demo", "--config", config.toString(), "--port", "0");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err().lines()).containsExactly("feature-store-server: Security.TLS: /none.pem does not exist");
    }

    @ParameterizedTest
    @ValueSource(strings = {"FilePath", "RequestFilePath"})
    void aLogThatCannotBeWrittenIsOneLineAndCodeTwo(String setting) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("file"), "").resolve("log");
        Path config =
                Files.writeString(folder.resolve("config.json"), "{\"Log\": {\"" + setting + "\": \"" + file + "\"}}");

        PackagedProgram.Ended ended =
                PackagedProgram.run(folder, "--demo", "--config", config.toString(), "--port", "0");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err().lines())
                .containsExactly("feature-store-server: Log." + setting + ": the file " + file + " cannot be written");
    }

    @Test
    void sigtermAsSoonAsItListensEndsItWithCodeZero() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        try (PackagedProgram program = PackagedProgram.start(folder, "--demo", "--port", Integer.toString(port))) {
            while (!listens(port)) {
                assertThat(program.isAlive()).as(program.output()).isTrue();
                Thread.sleep(1);
            }

            assertThat(program.terminate()).isZero();
        }
    }

    private static boolean listens(int port) {
        try (Socket ignored = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    @Test
    void theDemoNeedsNoKeyWhereKeysAreSwitchedOff() throws Exception {
        Path config = Files.writeString(
                folder.resolve("config.json"),
                "{\"Security\": {\"APIKey\": {\"UseHopsworksAPIKeys\": false}, \"InsecureAllowAll\": true}}");
        try (PackagedProgram program =
                PackagedProgram.start(folder, "--demo", "--config", config.toString(), "--port", "0")) {
            assertThat(new Client(program.port()).get("/0.1.0/feature_store").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void aFileThatIsNoConfigurationIsCodeOne() throws IOException, InterruptedException {
        Path config = Files.writeString(folder.resolve("config.json"), "{\"REST\": {\"ServerPort\": 123456}}");

        PackagedProgram.Ended ended = PackagedProgram.run(folder, "--config", config.toString());

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).contains("REST.ServerPort", "123456", "65535").doesNotContain("Exception");
    }

    @Test
    void helpAndVersionGoToStandardOutput() throws IOException, InterruptedException {
        PackagedProgram.Ended help = PackagedProgram.run(folder, "--help");
        PackagedProgram.Ended version = PackagedProgram.run(folder, "--version");

        assertThat(help.code()).isZero();
        assertThat(help.out()).contains("--config", "--demo", "--data", "--port", "--check-config");
        assertThat(version.code()).isZero();
        assertThat(version.out()).matches("feature-store-server \\d+\\.\\d+\\.\\d+.*\\R");
    }

    @Test
    void anUnknownOptionIsCodeOne() throws IOException, InterruptedException {
        PackagedProgram.Ended ended = PackagedProgram.run(folder, "--prot", "1");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).contains("--prot").doesNotContain("Exception");
    }

    /** As behind a load balancer, which sends no more once {@code health} says no. */
    @Test
    void stoppingUnderLoadLosesNoRequest() throws Exception {
        try (PackagedProgram program = PackagedProgram.start(
                folder,
                List.of(PackagedProgram.java(), "-jar", System.getProperty("jar"), "--port", "0"),
                Map.of("FEATURE_STORE_REST_DRAINMS", "4000"))) {
            Client client = new Client(program.port());
            List<Load.Answer> answers;
            try (Load load = new Load(program.port(), 8)) {
                load.awaitAnswers(200, PATIENCE);
                program.signal();
                long deadline = System.nanoTime() + PATIENCE.toNanos();
                while (client.get("/0.1.0/health").statusCode() == 200) {
                    assertThat(System.nanoTime()).as("health says no").isLessThan(deadline);
                    Thread.sleep(10);
                }
                load.close();
                answers = load.answers();
            }

            assertThat(program.end().code()).isZero();
            assertThat(answers).extracting(Load.Answer::status).containsOnly(200);
        }
    }

    @Test
    void aSmallHeapServesTheLargestBatchesOfManyClients() throws Exception {
        String entry = "{\"tx_id\":5001,\"customer_id\":1,\"merchant_id\":\"grocer-12\"}";
        String batch = Load.BODY.replace(entry, "[" + String.join(",", Collections.nCopies(1024, entry)) + "]");
        try (PackagedProgram program = PackagedProgram.start(
                folder,
                List.of(PackagedProgram.java(), "-Xmx256m", "-jar", System.getProperty("jar"), "--port", "0"),
                Map.of())) {
            List<Load.Answer> answers;
            try (Load load = new Load(program.port(), 32, "batch_feature_store", batch)) {
                load.awaitAnswers(500, Duration.ofMinutes(2));
                load.close();
                answers = load.answers();
            }

            assertThat(answers).extracting(Load.Answer::status).containsOnly(200);
            assertThat(program.output()).doesNotContain("OutOfMemoryError");
        }
    }

    /** Counted in processor time, which a busy machine does not stretch: two cores give six seconds in three. */
    @Test
    void theFirstAnswerTakesNoMoreWorkThanTwoCoresDoInThreeSeconds() throws Exception {
        try (PackagedProgram program = PackagedProgram.start(folder, "--port", "0")) {
            assertThat(new Client(program.port()).get("/0.1.0/health").statusCode())
                    .isEqualTo(200);

            assertThat(program.processorTime()).isLessThan(Duration.ofSeconds(6));
        }
    }
}
