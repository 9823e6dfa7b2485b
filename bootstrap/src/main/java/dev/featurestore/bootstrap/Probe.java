package dev.featurestore.bootstrap;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;

/**
 * Asks a URL, and ends with 0 if the answer is 2xx, else with 1: a health check for images without curl. Loads nothing
 * but the JDK, so that it is quick.
 */
public final class Probe {
    private static final int PATIENCE_MILLIS = 2_000;

    private Probe() {}

    /** Takes one argument: an {@code http} URL such as {@code http://localhost:4406/0.1.0/health}. */
    public static void main(String[] arguments) {
        if (arguments.length != 1) {
            System.err.println("usage: Probe URL");
            System.exit(1);
        }
        try {
            int status = status(URI.create(arguments[0]).toURL());
            System.exit(status >= 200 && status < 300 ? 0 : failed("answers with " + status));
        } catch (IOException | IllegalArgumentException | ClassCastException problem) {
            System.exit(failed(problem.toString()));
        }
    }

    private static int status(URL url) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) url.openConnection();
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        connection.setUseCaches(false);
        return connection.getResponseCode();
    }

    private static int failed(String why) {
        System.err.println("not healthy: " + why);
        return 1;
    }
}
