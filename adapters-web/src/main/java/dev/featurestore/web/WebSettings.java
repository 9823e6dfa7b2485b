package dev.featurestore.web;

import dev.featurestore.web.tls.TlsSettings;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How the server is to behave. Immutable.
 *
 * @param host name or address to listen on
 * @param port 0 for any that is free
 * @param options what is done, and what is not
 * @param tls how connections are encrypted; empty if they are not
 * @param observation what is told about requests, and where
 */
public record WebSettings(
        String host,
        int port,
        Options options,
        Limits limits,
        Timeouts timeouts,
        Optional<TlsSettings> tls,
        Observation observation) {

    private static final int LARGEST_REQUEST = 1 << 29;

    public WebSettings {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(timeouts, "timeouts");
        Objects.requireNonNull(tls, "tls");
        Objects.requireNonNull(observation, "observation");
        requireRange("port", port, 0, 65_535);
    }

    /** Port 4406 on every address, not encrypted, and the defaults of all parts. */
    public static WebSettings defaults() {
        return new WebSettings(
                "0.0.0.0",
                4406,
                Options.defaults(),
                Limits.defaults(),
                Timeouts.defaults(),
                Optional.empty(),
                Observation.defaults());
    }

    /** These settings with another host and port. */
    public WebSettings at(String newHost, int newPort) {
        return new WebSettings(newHost, newPort, options, limits, timeouts, tls, observation);
    }

    /** These settings with other options. */
    public WebSettings with(Options newOptions) {
        return new WebSettings(host, port, newOptions, limits, timeouts, tls, observation);
    }

    /** These settings with other limits. */
    public WebSettings within(Limits newLimits) {
        return new WebSettings(host, port, options, newLimits, timeouts, tls, observation);
    }

    /** These settings with other time-outs. */
    public WebSettings within(Timeouts newTimeouts) {
        return new WebSettings(host, port, options, limits, newTimeouts, tls, observation);
    }

    /** These settings with encrypted connections. */
    public WebSettings with(TlsSettings newTls) {
        return new WebSettings(host, port, options, limits, timeouts, Optional.of(newTls), observation);
    }

    /** These settings with another observation. */
    public WebSettings with(Observation newObservation) {
        return new WebSettings(host, port, options, limits, timeouts, tls, newObservation);
    }

    /**
     * What is done, and what is not.
     *
     * @param compression whether long answers are compressed for clients that accept gzip
     * @param healthRequiresAuth whether {@code health} wants an API key
     * @param pingRequiresAuth whether {@code ping} wants an API key
     * @param explorer whether there are pages for people, who ask for vectors in a browser and read about the API
     */
    public record Options(boolean compression, boolean healthRequiresAuth, boolean pingRequiresAuth, boolean explorer) {
        /** All off. */
        public static Options defaults() {
            return new Options(false, false, false, false);
        }

        /** These options with or without compression. */
        public Options withCompression(boolean wanted) {
            return new Options(wanted, healthRequiresAuth, pingRequiresAuth, explorer);
        }

        /** These options with or without pages for people. */
        public Options withExplorer(boolean wanted) {
            return new Options(compression, healthRequiresAuth, pingRequiresAuth, wanted);
        }
    }

    /**
     * What is told about requests, and where.
     *
     * @param metricsPort a port of its own for metrics, ping and health, never encrypted; then metrics are there only
     * @param serverTiming whether answers tell how long they took to make
     * @param slowAfter from when on a request is logged as a warning; zero: never
     */
    public record Observation(Optional<Integer> metricsPort, boolean serverTiming, Duration slowAfter) {
        public Observation {
            metricsPort.ifPresent(port -> requireRange("metricsPort", port, 0, 65_535));
            Objects.requireNonNull(slowAfter, "slowAfter");
        }

        /** Metrics beside the API, no timing header, warnings from one second on. */
        public static Observation defaults() {
            return new Observation(Optional.empty(), false, Duration.ofSeconds(1));
        }

        /** These settings with another time from which on a request is slow. */
        public Observation withSlowAfter(Duration time) {
            return new Observation(metricsPort, serverTiming, time);
        }
    }

    /**
     * How much is taken on.
     *
     * @param threads requests for vectors, lists and descriptions that are served at the same time
     * @param waiting requests that may wait to be served; more are refused with 503
     * @param batchEntries entries in one batch
     * @param requestBytes size of a request's body
     * @param headerBytes size of a request's line and headers
     * @param memoryPercent share of the largest heap that requests and answers in flight may hold
     */
    public record Limits(
            int threads, int waiting, int batchEntries, int requestBytes, int headerBytes, int memoryPercent) {
        public Limits {
            requireRange("threads", threads, 1, 10_000);
            requireRange("waiting", waiting, 0, Integer.MAX_VALUE);
            requireRange("batchEntries", batchEntries, 1, Integer.MAX_VALUE);
            requireRange("requestBytes", requestBytes, 1, LARGEST_REQUEST);
            requireRange("headerBytes", headerBytes, 1024, 1 << 20);
            requireRange("memoryPercent", memoryPercent, 1, 90);
        }

        private static final int MIN_KEY_LOOKUPS = 16;

        /** The default share of the heap. */
        public static final int MEMORY_PERCENT = 40;

        /** The default share of the heap for requests and answers. */
        public Limits(int threads, int waiting, int batchEntries, int requestBytes, int headerBytes) {
            this(threads, waiting, batchEntries, requestBytes, headerBytes, MEMORY_PERCENT);
        }

        /**
         * API keys that are looked up at the same time: as many as vectors are served. Fewer would do for keys in
         * memory, but a few may be looked up at the same moment, and none of them is to be refused.
         */
        public int keyLookups() {
            return Math.max(threads, MIN_KEY_LOOKUPS);
        }

        /** 64 threads, 1024 waiting, 1024 entries, 4 MiB, 16 KiB, 40 % of the heap. */
        public static Limits defaults() {
            return new Limits(64, 1024, 1024, 4 * 1024 * 1024, 16 * 1024);
        }
    }

    /**
     * How long things may take; each at least a millisecond.
     *
     * @param answer for the whole answer, from the last byte of the request on, waiting included: the oldest clients
     *     give up after 600 ms
     * @param waiting to be served; the rest of {@code answer} is left for the work
     * @param body from the first to the last byte of a request's body
     * @param idle without a byte on a connection
     * @param stop for requests in flight when the server is closed
     */
    public record Timeouts(Duration answer, Duration waiting, Duration body, Duration idle, Duration stop) {
        public Timeouts {
            requirePositive("answer", answer);
            requirePositive("waiting", waiting);
            requirePositive("body", body);
            requirePositive("idle", idle);
            requirePositive("stop", stop);
        }

        /** 500 and 300 milliseconds; 10, 30 and 10 seconds. */
        public static Timeouts defaults() {
            return new Timeouts(
                    Duration.ofMillis(500),
                    Duration.ofMillis(300),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(10));
        }
    }

    private static void requireRange(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + ": " + value + " is not from " + min + " to " + max);
        }
    }

    private static void requirePositive(String name, Duration value) {
        if (value.toMillis() < 1) {
            throw new IllegalArgumentException(name + ": " + value + " is not at least a millisecond");
        }
    }
}
