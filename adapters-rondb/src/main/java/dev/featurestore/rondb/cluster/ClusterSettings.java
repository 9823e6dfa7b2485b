package dev.featurestore.rondb.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How to reach one RonDB cluster through its MySQL servers.
 *
 * @param name what the cluster is called in messages, metrics and health: {@code online-store}
 * @param servers at least one; several hold the same data and share the load
 * @param poolSize connections to each server
 */
public record ClusterSettings(
        String name,
        List<Server> servers,
        String user,
        Secret password,
        int poolSize,
        Timeouts timeouts,
        Tls tls,
        Breaker breaker) {
    /** Connections to each server, if nothing else is said. */
    public static final int DEFAULT_POOL_SIZE = 16;

    /** Statements that a connection keeps prepared at most; the one that was used least recently makes room. */
    public static final int PREPARED_STATEMENTS = 512;

    public ClusterSettings {
        Objects.requireNonNull(name, "name");
        servers = List.copyOf(servers);
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("no server for " + name);
        }
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
        if (poolSize < 1) {
            throw new IllegalArgumentException("pool size " + poolSize + " for " + name);
        }
        Objects.requireNonNull(timeouts, "timeouts");
        Objects.requireNonNull(tls, "tls");
        Objects.requireNonNull(breaker, "breaker");
    }

    /** These servers with everything else at its default. */
    public static ClusterSettings of(String name, List<Server> servers, String user, Secret password) {
        return new ClusterSettings(
                name, servers, user, password, DEFAULT_POOL_SIZE, Timeouts.DEFAULT, Tls.OFF, Breaker.DEFAULT);
    }

    /** These settings for a cluster of another name. */
    public ClusterSettings named(String other) {
        return new ClusterSettings(other, servers, user, password, poolSize, timeouts, tls, breaker);
    }

    /** These settings with another pool size. */
    public ClusterSettings withPoolSize(int size) {
        return new ClusterSettings(name, servers, user, password, size, timeouts, tls, breaker);
    }

    /** These settings with other time-outs. */
    public ClusterSettings withTimeouts(Timeouts other) {
        return new ClusterSettings(name, servers, user, password, poolSize, other, tls, breaker);
    }

    /** These settings with another circuit breaker. */
    public ClusterSettings withBreaker(Breaker other) {
        return new ClusterSettings(name, servers, user, password, poolSize, timeouts, tls, other);
    }

    /** These settings with other transport security. */
    public ClusterSettings withTls(Tls other) {
        return new ClusterSettings(name, servers, user, password, poolSize, timeouts, other, breaker);
    }

    /** Where a MySQL server listens; an IPv6 address stands without brackets. */
    public record Server(String host, int port) {
        public Server {
            Objects.requireNonNull(host, "host");
        }

        /** {@code host:port}, with brackets around an IPv6 address. */
        @Override
        public String toString() {
            return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
        }
    }

    /**
     * How long to wait for what. The oldest clients give up after 600 ms: they must get their answer before that.
     *
     * @param connect for a new connection to be made
     * @param acquire for a connection of the pool; the pool takes no less than 250 ms
     * @param query for one statement's answer
     * @param budget for a whole read with all its statements and its retry
     */
    public record Timeouts(Duration connect, Duration acquire, Duration query, Duration budget) {
        /** A statement that gets no answer leaves time for another try on another server. */
        public static final Timeouts DEFAULT = new Timeouts(
                Duration.ofMillis(250), Duration.ofMillis(250), Duration.ofMillis(300), Duration.ofMillis(500));

        public Timeouts {
            for (Duration each : List.of(connect, acquire, query, budget)) {
                if (each.isNegative() || each.toMillis() == 0) {
                    throw new IllegalArgumentException("time-out of " + each);
                }
            }
        }
    }

    /**
     * Encryption on the way to the servers. PEM files.
     *
     * @param authority certificates of the authority that signed the servers' certificates; empty: those that the JVM
     *     trusts
     * @param certificate to show to the servers, together with its key
     */
    public record Tls(Mode mode, Optional<Path> authority, Optional<Path> certificate, Optional<Path> privateKey) {
        /** No encryption. */
        public static final Tls OFF = new Tls(Mode.DISABLED, Optional.empty(), Optional.empty(), Optional.empty());

        public Tls {
            Objects.requireNonNull(mode, "mode");
            Objects.requireNonNull(authority, "authority");
            if (certificate.isPresent() != privateKey.isPresent()) {
                throw new IllegalArgumentException("a certificate and its private key come together");
            }
        }

        /** How much of it, by the names of the MySQL driver. */
        public enum Mode {
            DISABLED,
            PREFERRED,
            REQUIRED,
            VERIFY_CA,
            VERIFY_IDENTITY
        }
    }

    /**
     * When to stop asking a cluster that fails, and for how long.
     *
     * @param window how many of the last reads are judged
     * @param minimumReads how many there must be before anything is judged
     * @param failurePercent the share of failed reads that opens the circuit
     * @param slowAfter from when on a read counts as slow
     * @param slowPercent the share of slow reads that opens the circuit
     * @param openFor how long nothing is asked then
     * @param trials how many reads are let through after that, to decide whether to close it again
     */
    public record Breaker(
            int window,
            int minimumReads,
            int failurePercent,
            Duration slowAfter,
            int slowPercent,
            Duration openFor,
            int trials) {
        /** Opens on half of the last reads failing, for two seconds. */
        public static final Breaker DEFAULT =
                new Breaker(50, 10, 50, Duration.ofMillis(400), 80, Duration.ofSeconds(2), 3);

        public Breaker {
            Objects.requireNonNull(slowAfter, "slowAfter");
            Objects.requireNonNull(openFor, "openFor");
        }
    }
}
