package dev.featurestore.bootstrap.config;

import static dev.featurestore.bootstrap.config.SettingTypes.integer;
import static dev.featurestore.bootstrap.config.SettingTypes.millis;
import static dev.featurestore.bootstrap.config.SettingTypes.oneOf;
import static dev.featurestore.bootstrap.config.SettingTypes.path;
import static dev.featurestore.bootstrap.config.SettingTypes.secret;
import static dev.featurestore.bootstrap.config.SettingTypes.servers;
import static dev.featurestore.bootstrap.config.SettingTypes.string;

import dev.featurestore.rondb.cluster.Cluster;
import dev.featurestore.rondb.cluster.ClusterSettings;
import dev.featurestore.rondb.cluster.ClusterSettings.Timeouts;
import dev.featurestore.rondb.cluster.ClusterSettings.Tls;
import dev.featurestore.rondb.cluster.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Sections {@code MySQL} and {@code MySQLMetadataCluster}: how one cluster is reached through its MySQL servers. */
final class MySqlSection {
    private final Section mysql;
    private final boolean used;
    private final Function<Configuration, ClusterSettings> inForce;

    /**
     * @param used whether the cluster will be read; a demo is served from memory
     * @param inForce finds this cluster in the finished configuration
     */
    MySqlSection(Section mysql, boolean used, Function<Configuration, ClusterSettings> inForce) {
        this.mysql = mysql;
        this.used = used;
        this.inForce = inForce;
    }

    /**
     * The cluster's settings.
     *
     * @param defaults what holds where nothing is said
     * @param servers what the reference says of the servers
     */
    ClusterSettings read(ClusterSettings defaults, String servers) {
        List<ClusterSettings.Server> addresses = mysql.read(
                "Servers", servers(), defaults.servers(), servers, inForce.andThen(ClusterSettings::servers));
        String user = mysql.read(
                "User",
                string(),
                defaults.user(),
                "MySQL user, which must be named; needs only SELECT.",
                inForce.andThen(ClusterSettings::user));
        Secret password = mysql.read(
                "Password", secret(), defaults.password(), "Its password.", inForce.andThen(ClusterSettings::password));
        int poolSize = mysql.read(
                "ConnectionPoolSize",
                integer(1, 1000),
                defaults.poolSize(),
                "Connections to each server.",
                inForce.andThen(ClusterSettings::poolSize));
        Timeouts timeouts = timeouts(defaults.timeouts());
        Tls tls = tls(mysql.section("TLS"), defaults.tls());
        return new ClusterSettings(
                defaults.name(), addresses, user, password, poolSize, timeouts, tls, defaults.breaker());
    }

    private Timeouts timeouts(Timeouts defaults) {
        Function<Configuration, Timeouts> times = inForce.andThen(ClusterSettings::timeouts);
        Duration connect = mysql.read(
                "ConnectTimeoutMS",
                millis(50, 60_000),
                defaults.connect(),
                "For a new connection.",
                times.andThen(Timeouts::connect));
        Duration acquire = mysql.read(
                "AcquireTimeoutMS",
                millis(250, 60_000),
                defaults.acquire(),
                "For a free connection of the pool.",
                times.andThen(Timeouts::acquire));
        Duration query = mysql.read(
                "QueryTimeoutMS",
                millis(50, 60_000),
                defaults.query(),
                "For the answer of one statement.",
                times.andThen(Timeouts::query));
        Duration budget = mysql.read(
                "ReadTimeoutMS",
                millis(100, 60_000),
                defaults.budget(),
                "For a whole read with its retry, and not beyond the request's own time.",
                times.andThen(Timeouts::budget));
        return new Timeouts(connect, acquire, query, budget);
    }

    private Tls tls(Section section, Tls defaults) {
        Function<Configuration, Tls> tls = inForce.andThen(ClusterSettings::tls);
        Tls.Mode mode = section.read(
                "Mode",
                oneOf(Tls.Mode.class),
                defaults.mode(),
                "Encryption of the connections to the MySQL servers.",
                tls.andThen(Tls::mode));
        Optional<Path> authority = file(
                section,
                mode,
                "RootCACertFile",
                defaults.authority(),
                "PEM file of the authority that signed the servers' certificates. A renewed file is read at the next"
                        + " start.",
                tls.andThen(Tls::authority));
        Optional<Path> certificate = file(
                section,
                mode,
                "CertificateFile",
                defaults.certificate(),
                "PEM file of the certificate to show to the servers. A renewed file is read at the next start.",
                tls.andThen(Tls::certificate));
        Optional<Path> key = file(
                section,
                mode,
                "PrivateKeyFile",
                defaults.privateKey(),
                "PEM file of its private key.",
                tls.andThen(Tls::privateKey));
        if (certificate.isPresent() != key.isPresent()) {
            certificate.ifPresent(
                    path -> section.error("CertificateFile", "is " + path + ", without a PrivateKeyFile"));
            key.ifPresent(path -> section.error("PrivateKeyFile", "is " + path + ", without a CertificateFile"));
            return new Tls(mode, authority, Optional.empty(), Optional.empty());
        }
        Tls read = new Tls(mode, authority, certificate, key);
        if (used && !read.equals(defaults)) { // else the fault is that of the section that they come from
            Stream<Path> files = Stream.of(authority, certificate, key).flatMap(Optional::stream);
            section.requireUsable("CertificateFile", files, () -> problem(read));
        }
        return read;
    }

    private static Optional<String> problem(Tls tls) {
        try {
            Cluster.check(tls);
            return Optional.empty();
        } catch (IllegalArgumentException unusable) {
            return Optional.of(String.valueOf(unusable.getMessage()));
        }
    }

    private Optional<Path> file(
            Section section,
            Tls.Mode mode,
            String name,
            Optional<Path> defaultValue,
            String description,
            Function<Configuration, Optional<Path>> inForce) {
        Optional<Path> given = section.readOptional(name, path(), description, inForce);
        section.requireReadable(name, given.filter(file -> used));
        if (given.isPresent() && used && mode == Tls.Mode.DISABLED) {
            section.warning(name, "has no effect, as Mode is disabled");
        }
        return given.or(() -> defaultValue);
    }
}
