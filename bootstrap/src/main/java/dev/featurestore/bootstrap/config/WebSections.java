package dev.featurestore.bootstrap.config;

import dev.featurestore.web.WebSettings;
import dev.featurestore.web.tls.TlsSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The sections that say how the server is to be reached, and what it tells about requests. */
final class WebSections {
    /** Two years: what the lists that browsers are delivered with ask for. */
    private static final int MOST_HSTS_SECONDS = 2 * 365 * 86_400;

    private WebSections() {}

    static WebSettings web(Section rest, Section internal, boolean demo) {
        WebSettings defaults = WebSettings.defaults();
        WebSettings.Options options = defaults.options();
        WebSettings.Limits limits = defaults.limits();
        WebSettings.Timeouts times = defaults.timeouts();
        String host = rest.text("ServerIP", defaults.host(), "Address to listen on.");
        int port = rest.integer("ServerPort", defaults.port(), 0, 65_535, "Port to listen on; 0 takes any free one.");
        int threads =
                rest.integer("NumThreads", limits.threads(), 1, 10_000, "Vector requests served at the same time.");
        boolean compression = rest.flag(
                "UseCompression",
                options.compression(),
                "Whether long answers are compressed for clients that accept gzip.");
        boolean health = rest.flag(
                "HealthRequiresAuth",
                options.healthRequiresAuth(),
                "Whether `health` wants an API key.",
                "HealthRequiresAPIKey");
        boolean ping = rest.flag(
                "PingRequiresAuth",
                options.pingRequiresAuth(),
                "Whether `ping` wants an API key.",
                "PingRequiresAPIKey");
        int waiting = rest.integer(
                "MaxQueuedRequests",
                limits.waiting(),
                0,
                1_000_000,
                "Vector requests that may wait for one of these threads; more are turned away with 503 at once.");
        Duration answer = rest.millis(
                "RequestTimeoutMS",
                times.answer(),
                50,
                60_000,
                "For a whole answer, from the last byte of the request on; then it is 503. The oldest clients give up after 600 ms.");
        Duration queued = rest.millis(
                "QueueTimeoutMS", times.waiting(), 1, 60_000, "For how long they may wait; then they get 503.");
        Duration stop = rest.millis(
                "StopTimeoutMS", times.stop(), 1, 600_000, "For how long requests in flight may finish at the end.");
        boolean explorer = rest.flag(
                "EnableExplorer",
                demo,
                "Whether `/` and `/docs` are pages that show the API in a browser. Default: true in the demo, else false.");
        int entries = internal.integer("BatchMaxSize", limits.batchEntries(), 1, 1_000_000, "Entries in one batch.");
        int bytes = internal.integer("MaxReqSize", limits.requestBytes(), 1024, 1 << 29, "Bytes in a request's body.");
        int memory = internal.integer(
                "MaxMemoryPercent",
                limits.memoryPercent(),
                1,
                90,
                "Share of the largest heap that requests and answers in flight may hold together; those of one API key never more than is left free. Beyond: 503.");
        return defaults.at(host, port)
                .with(new WebSettings.Options(compression, health, ping, explorer))
                .within(new WebSettings.Limits(threads, waiting, entries, bytes, limits.headerBytes(), memory))
                .within(new WebSettings.Timeouts(answer, queued, times.body(), times.idle(), stop));
    }

    static WebSettings.Observation observation(Section rest, Section log) {
        WebSettings.Observation defaults = WebSettings.Observation.defaults();
        return new WebSettings.Observation(
                rest.integer(
                        "MetricsPort",
                        0,
                        65_535,
                        "A port for `/metrics`, `ping` and `health`, not encrypted. Default: they are on `ServerPort`;"
                                + " with it, `/metrics` no longer is."),
                rest.flag(
                        "ServerTiming",
                        defaults.serverTiming(),
                        "Whether answers tell in the header `Server-Timing` how long they took to make."),
                log.millis(
                        "SlowRequestMS",
                        defaults.slowAfter(),
                        0,
                        Sections.DAY_MILLIS,
                        "Requests that take so long are logged as warnings. 0: none."));
    }

    static Optional<TlsSettings> tls(Section tls) {
        boolean enabled = tls.flag("EnableTLS", false, "Whether connections are encrypted (TLS 1.2 and 1.3).");
        boolean clients = tls.flag(
                "RequireAndVerifyClientCert",
                false,
                "Whether clients must show a certificate that `RootCACertFile` stands for.",
                "RequireClientCert");
        Optional<Path> certificate = tls.file(
                "CertificateFile",
                "PEM file of the server's certificate, followed by those of who signed it. A renewed file is picked up"
                        + " within seconds.");
        Optional<Path> key = tls.file("PrivateKeyFile", "PEM file of its private key, not encrypted.");
        Optional<Path> authority = tls.file("RootCACertFile", "PEM file of who signs clients' certificates.");
        int hsts = tls.integer(
                "HSTSMaxAgeS",
                0,
                0,
                MOST_HSTS_SECONDS,
                "Seconds for which browsers are told to come over TLS only (header `Strict-Transport-Security`). 0: they"
                        + " are told nothing.");
        if (!enabled) {
            return Optional.empty();
        }
        if (clients && authority.isEmpty()) {
            tls.error("RootCACertFile", "must be given, as RequireAndVerifyClientCert is true");
        }
        if (certificate.isEmpty()) {
            tls.error("CertificateFile", "must be given, as EnableTLS is true");
        }
        if (key.isEmpty()) {
            tls.error("PrivateKeyFile", "must be given, as EnableTLS is true");
        }
        return certificate.flatMap(file ->
                key.map(keyFile -> TlsSettings.of(file, keyFile, authority.filter(given -> clients))
                        .withHsts(Duration.ofSeconds(hsts))));
    }
}
