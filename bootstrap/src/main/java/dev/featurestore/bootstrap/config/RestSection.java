package dev.featurestore.bootstrap.config;

import static dev.featurestore.bootstrap.config.SettingTypes.flag;
import static dev.featurestore.bootstrap.config.SettingTypes.integer;
import static dev.featurestore.bootstrap.config.SettingTypes.millis;
import static dev.featurestore.bootstrap.config.SettingTypes.string;

import dev.featurestore.web.WebSettings;
import java.time.Duration;
import java.util.Optional;

/** Section {@code REST}: how the server is reached, and how much it takes on. */
final class RestSection {
    private static final Duration DRAIN = Duration.ofSeconds(2);

    private final Section rest;

    RestSection(Section rest) {
        this.rest = rest;
    }

    /**
     * The settings of the web side, with defaults for what stands in other sections.
     *
     * @param demo whether sample data, or a data file, will be served
     */
    WebSettings read(boolean demo) {
        WebSettings defaults = WebSettings.defaults();
        String host = rest.read(
                "ServerIP",
                string(),
                defaults.host(),
                "Address to listen on.",
                c -> c.web().host());
        if (host.isBlank()) {
            rest.error("ServerIP", "must be an address, not \"" + host + "\"");
        }
        int port = rest.read(
                "ServerPort",
                integer(0, 65_535),
                defaults.port(),
                "Port to listen on; 0 takes any free one.",
                c -> c.web().port());
        return defaults.at(host, port)
                .within(limits(defaults.limits()))
                .with(options(defaults.options(), demo))
                .within(timeouts(defaults.timeouts()))
                .with(observation(defaults.observation(), port));
    }

    private WebSettings.Limits limits(WebSettings.Limits defaults) {
        int threads = rest.read(
                "NumThreads",
                integer(1, 10_000),
                defaults.threads(),
                "Requests that ask the store (vectors, lists of stores and views) served at the same time.",
                c -> c.web().limits().threads());
        int waiting = rest.read(
                "MaxQueuedRequests",
                integer(0, 1_000_000),
                defaults.waiting(),
                "Requests that may wait to be served; more are refused with 503 at once.",
                c -> c.web().limits().waiting());
        return new WebSettings.Limits(
                threads,
                waiting,
                defaults.batchEntries(),
                defaults.requestBytes(),
                defaults.headerBytes(),
                defaults.memoryPercent());
    }

    private WebSettings.Options options(WebSettings.Options defaults, boolean demo) {
        boolean compression = rest.read(
                "UseCompression",
                flag(),
                defaults.compression(),
                "Whether long answers are compressed for clients that accept gzip: worth it where the network is slower"
                        + " than 1 Gbit/s, see [production.md](production.md#compression).",
                c -> c.web().options().compression());
        boolean health = rest.read(
                "HealthRequiresAuth",
                flag(),
                defaults.healthRequiresAuth(),
                "Whether `health` wants an API key.",
                c -> c.web().options().healthRequiresAuth(),
                "HealthRequiresAPIKey");
        boolean ping = rest.read(
                "PingRequiresAuth",
                flag(),
                defaults.pingRequiresAuth(),
                "Whether `ping` wants an API key.",
                c -> c.web().options().pingRequiresAuth(),
                "PingRequiresAPIKey");
        Optional<Boolean> explorer = rest.readOptional(
                "EnableExplorer",
                flag(),
                "Whether `/` and `/docs` are pages that show the API in a browser. Default: true in the demo, else"
                        + " false.",
                c -> Optional.of(c.web().options().explorer()));
        return new WebSettings.Options(compression, health, ping, explorer.orElse(demo));
    }

    private WebSettings.Timeouts timeouts(WebSettings.Timeouts defaults) {
        Duration answer = rest.read(
                "RequestTimeoutMS",
                millis(50, 60_000),
                defaults.answer(),
                "For a whole answer, from the last byte of the request on; then it is 503. The oldest clients give up"
                        + " after 600 ms.",
                c -> c.web().timeouts().answer());
        Duration waiting = rest.read(
                "QueueTimeoutMS",
                millis(1, 60_000),
                defaults.waiting(),
                "For how long a request may wait to be served; then it gets 503.",
                c -> c.web().timeouts().waiting());
        Duration stop = rest.read(
                "StopTimeoutMS",
                millis(1, 600_000),
                defaults.stop(),
                "For how long requests in flight may finish at the end.",
                c -> c.web().timeouts().stop());
        return new WebSettings.Timeouts(answer, waiting, defaults.body(), defaults.idle(), stop);
    }

    private WebSettings.Observation observation(WebSettings.Observation defaults, int serverPort) {
        Optional<Integer> metricsPort = rest.readOptional(
                "MetricsPort",
                integer(0, 65_535),
                "A port for `/metrics`, `ping` and `health`, not encrypted. Default: they are on `ServerPort`; with it,"
                        + " `/metrics` no longer is.",
                c -> c.web().observation().metricsPort());
        metricsPort
                .filter(port -> port != 0 && port == serverPort)
                .ifPresent(port -> rest.error("MetricsPort", port + " is the ServerPort too"));
        boolean serverTiming = rest.read(
                "ServerTiming",
                flag(),
                defaults.serverTiming(),
                "Whether answers tell in the header `Server-Timing` how long they took to make.",
                c -> c.web().observation().serverTiming());
        return new WebSettings.Observation(metricsPort, serverTiming, defaults.slowAfter());
    }

    /** For how long the server says that it will stop before it does. */
    Duration drain() {
        return rest.read(
                "DrainMS",
                millis(0, 600_000),
                DRAIN,
                "When told to stop, `health` first answers 503 for this long, and all else is served as before: time"
                        + " for load balancers to notice it.",
                Configuration::drain);
    }
}
