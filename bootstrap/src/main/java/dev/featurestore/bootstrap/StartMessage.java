package dev.featurestore.bootstrap;

import dev.featurestore.bootstrap.config.LogSettings;
import dev.featurestore.web.WebSettings;
import java.io.PrintStream;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the operator reads when the server is up: where it listens, what it serves, and how to ask it something. */
final class StartMessage {
    private static final Logger LOG = LoggerFactory.getLogger(StartMessage.class);

    private StartMessage() {}

    /**
     * Prints it, and logs a line that says where the server listens and what it serves; where both would stand on
     * standard output, JSON, for programs, is only logged, and text, for people, only printed.
     *
     * @param metricsPort of metrics and probes, if they have one of their own
     * @param demoKey an API key for the sample data; empty if that is not what is served
     */
    static void print(
            PrintStream out,
            LogSettings log,
            WebSettings web,
            int port,
            Optional<Integer> metricsPort,
            String what,
            Optional<String> demoKey) {
        String host = web.host();
        String start = "feature-store-server " + Version.current() + " listens on " + host + " port " + port
                + metricsPort.map(own -> ", for metrics on port " + own).orElse("") + ", " + what;
        boolean programsRead =
                log.format() == LogSettings.Format.JSON && log.file().isEmpty();
        if (programsRead || log.file().isPresent()) {
            LOG.info("{}", start);
        }
        if (programsRead) {
            return;
        }
        out.println(start);
        String url = (web.tls().isPresent() ? "https://" : "http://") + reachable(host) + ":" + port;
        demoKey.ifPresent(key -> {
            out.println();
            out.println("Try it:");
            out.println();
            out.println("  curl -s " + url + "/0.1.0/feature_store -H 'X-API-KEY: " + key + "' "
                    + "-d '{\"featureStoreName\":\"fsdb002\",\"featureViewName\":\"sample_2\",\"featureViewVersion\":1,"
                    + "\"entries\":{\"id1\":36}}'");
            out.println();
            if (web.options().explorer()) {
                out.println("Or open " + url + "/ in a browser, and paste the key there: " + key);
                out.println();
            }
            out.println("The API is described at " + url + "/openapi.json. Ctrl-C stops the server.");
        });
        out.flush();
    }

    /** How the host stands in a URL. */
    private static String reachable(String host) {
        if (isWildcard(host)) {
            return "localhost";
        }
        return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    }

    private static boolean isWildcard(String host) {
        return host.equals("0.0.0.0") || host.equals("::") || host.equals("[::]");
    }
}
