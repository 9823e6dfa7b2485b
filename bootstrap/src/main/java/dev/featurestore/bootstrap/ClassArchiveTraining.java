package dev.featurestore.bootstrap;

import dev.featurestore.inmemory.DemoApiKeys;
import dev.featurestore.rondb.RonDb;
import dev.featurestore.rondb.RonDbSettings;
import dev.featurestore.rondb.cluster.ClusterSettings;
import dev.featurestore.rondb.cluster.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Goes once through what the server does between its start and its first answers, and ends: under
 * {@code -XX:ArchiveClassesAtExit} the JVM then has an archive of the classes that takes, from which later starts are
 * quicker. The start script runs it. It listens on the loopback address only, and serves sample data.
 */
public final class ClassArchiveTraining {
    private static final String VIEW =
            "\"featureStoreName\":\"fsdb002\",\"featureViewName\":\"sample_2\",\"featureViewVersion\":1";
    private static final Pattern PORT = Pattern.compile("port (\\d+),");

    /** Nobody listens there: it is enough to try. */
    private static final ClusterSettings.Server NOWHERE = new ClusterSettings.Server("127.0.0.1", 1);

    private ClassArchiveTraining() {}

    /** Takes no arguments. Ends with 0, or with 1 if the server does not answer as it should. */
    public static void main(String[] arguments) {
        if (!isWell()) {
            // No exit: the server that has been started would end it with 0.
            Runtime.getRuntime().halt(1);
        }
        openRonDb();
        System.exit(0);
    }

    private static boolean isWell() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        new Program(
                        Map.of(
                                "FEATURE_STORE_REST_SERVERIP", "127.0.0.1",
                                "FEATURE_STORE_REST_DRAINMS", "0",
                                "FEATURE_STORE_LOG_LEVEL", "error"),
                        new PrintStream(printed, true, StandardCharsets.UTF_8),
                        System.err)
                .run("--demo", "--port", "0");
        Matcher port = PORT.matcher(printed.toString(StandardCharsets.UTF_8));
        try {
            return port.find() && askAll("http://127.0.0.1:" + port.group(1) + "/0.1.0/");
        } catch (IOException problem) {
            System.err.println("feature-store-server: rehearsal: " + problem);
            return false;
        }
    }

    private static boolean askAll(String url) throws IOException {
        return ask(url + "ping", "") == 200
                && ask(url + "health", "") == 200
                && ask(url + "feature_store", "{" + VIEW + ",\"entries\":{\"id1\":36}}") == 200
                && ask(url + "feature_store", "{" + VIEW + ",\"entries\":{\"ts\":36}}") == 400
                && ask(url + "batch_feature_store", "{" + VIEW + ",\"entries\":[{\"id1\":36}]}") == 200;
    }

    private static int ask(String url, String body) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url).toURL().openConnection();
        connection.setRequestProperty("X-API-KEY", DemoApiKeys.MAIN);
        if (!body.isEmpty()) {
            connection.setDoOutput(true);
            connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
        }
        return connection.getResponseCode();
    }

    private static void openRonDb() {
        ClusterSettings nowhere = ClusterSettings.of("rehearsal", List.of(NOWHERE), "nobody", Secret.of(""))
                .withPoolSize(1);
        try (RonDb ronDb = RonDb.open(RonDbSettings.of(nowhere, nowhere))) {
            ronDb.health().parts();
        }
    }
}
