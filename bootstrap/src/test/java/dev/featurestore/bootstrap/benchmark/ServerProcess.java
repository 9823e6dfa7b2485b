package dev.featurestore.bootstrap.benchmark;

import dev.featurestore.bootstrap.Installation;
import dev.featurestore.bootstrap.PackagedProgram;
import dev.featurestore.bootstrap.TestServers;
import dev.featurestore.rondb.testing.HostPort;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The server as users start it: by the start script with its flags, from the class archive, with a log line for each
 * request (which goes to {@code /dev/null}).
 */
record ServerProcess(Process process, int port, Jvm jvm) implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int STOP_SECONDS = 10;

    /** Over the demo's data in memory. */
    static ServerProcess overMemory(Installation installation) throws IOException, InterruptedException {
        return start(installation, Map.of());
    }

    /**
     * Over MySQL servers.
     *
     * @param settings environment variables
     */
    static ServerProcess over(
            Installation installation,
            List<HostPort> servers,
            String user,
            String password,
            Map<String, String> settings)
            throws IOException, InterruptedException {
        Map<String, String> all = new HashMap<>(TestServers.mySql(servers, user, password));
        // A busy machine shall make requests slow, not fail.
        all.put("FEATURE_STORE_MYSQL_QUERYTIMEOUTMS", "5000");
        all.put("FEATURE_STORE_MYSQL_READTIMEOUTMS", "9000");
        all.put("FEATURE_STORE_REST_REQUESTTIMEOUTMS", "10000");
        all.putAll(settings);
        return start(installation, all);
    }

    private static ServerProcess start(Installation installation, Map<String, String> settings)
            throws IOException, InterruptedException {
        int port = freePort();
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("FEATURE_STORE_REST_SERVERIP", "localhost");
        Process process = PackagedProgram.builder(
                        List.of(installation.script(), "--port", Integer.toString(port)), environment)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            awaitHealth(process, port);
            return new ServerProcess(process, port, Jvm.of(process.pid()));
        } catch (IOException | RuntimeException failed) {
            process.destroyForcibly();
            throw failed;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void awaitHealth(Process process, int port) throws IOException, InterruptedException {
        HttpRequest health = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/0.1.0/health"))
                .build();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (process.isAlive() && System.nanoTime() < end) {
            try {
                if (HttpClient.newHttpClient()
                                .send(health, HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        == 200) {
                    return;
                }
            } catch (IOException notYet) {
                // it does not listen yet
            }
            Thread.sleep(20);
        }
        throw new IOException("the server does not come up");
    }

    String url(String path) {
        return "http://localhost:" + port + path;
    }

    /** For single vectors. */
    String vector() {
        return url("/0.1.0/feature_store");
    }

    /** For batches. */
    String batch() {
        return url("/0.1.0/batch_feature_store");
    }

    @Override
    public void close() throws Exception {
        try {
            jvm.close(); // as long as it is there
        } finally {
            process.destroy();
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }
}
