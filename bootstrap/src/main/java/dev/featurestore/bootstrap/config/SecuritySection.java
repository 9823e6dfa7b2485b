package dev.featurestore.bootstrap.config;

import static dev.featurestore.bootstrap.config.SettingTypes.flag;
import static dev.featurestore.bootstrap.config.SettingTypes.integer;
import static dev.featurestore.bootstrap.config.SettingTypes.millis;
import static dev.featurestore.bootstrap.config.SettingTypes.path;

import dev.featurestore.rondb.RonDbSettings;
import dev.featurestore.rondb.cache.CacheSettings;
import dev.featurestore.web.tls.ServerTls;
import dev.featurestore.web.tls.TlsSettings;
import dev.featurestore.web.tls.UnusableCertificate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Section {@code Security}: encryption and API keys. */
final class SecuritySection {
    /** Two years: what the list of such hosts that browsers come with recommends. */
    private static final int MAX_HSTS_SECONDS = 2 * 365 * 86_400;

    private final Section security;
    private final Section apiKey;

    SecuritySection(Section security) {
        this.security = security;
        this.apiKey = security.section("APIKey");
    }

    /** How connections are encrypted; empty if they are not, or if files for it are not named. */
    Optional<TlsSettings> tls() {
        Section tls = security.section("TLS");
        boolean enabled = tls.read(
                "EnableTLS",
                flag(),
                false,
                "Whether connections are encrypted (TLS 1.2 and 1.3).",
                c -> c.web().tls().isPresent());
        boolean clients = tls.read(
                "RequireAndVerifyClientCert",
                flag(),
                false,
                "Whether clients must show a certificate that an authority in `RootCACertFile` has signed.",
                c -> clientAuthorities(c).isPresent(),
                "RequireClientCert");
        Optional<Path> certificate = tls.readOptional(
                "CertificateFile",
                path(),
                "PEM file of the server's certificate, followed by those of the authorities that signed it. A renewed"
                        + " file is read within seconds.",
                inForce(TlsSettings::certificate));
        Optional<Path> key = tls.readOptional(
                "PrivateKeyFile",
                path(),
                "PEM file of its private key, not encrypted.",
                inForce(TlsSettings::privateKey));
        Optional<Path> authorities = tls.readOptional(
                "RootCACertFile",
                path(),
                "PEM file of the authorities that sign clients' certificates.",
                SecuritySection::clientAuthorities);
        int hsts = tls.read(
                "HSTSMaxAgeS",
                integer(0, MAX_HSTS_SECONDS),
                0,
                "Seconds for which browsers are told to come over TLS only (header `Strict-Transport-Security`). 0:"
                        + " they are told nothing.",
                inForce(settings -> Math.toIntExact(settings.hstsMaxAge().toSeconds()))
                        .andThen(age -> age.orElse(0)));
        if (!enabled) {
            warnIf(clients, tls, "RequireAndVerifyClientCert", "EnableTLS is not true");
            warnIf(certificate.isPresent(), tls, "CertificateFile", "EnableTLS is not true");
            warnIf(key.isPresent(), tls, "PrivateKeyFile", "EnableTLS is not true");
            warnIf(authorities.isPresent(), tls, "RootCACertFile", "EnableTLS is not true");
            warnIf(hsts > 0, tls, "HSTSMaxAgeS", "EnableTLS is not true");
            return Optional.empty();
        }
        requireFile(tls, "CertificateFile", certificate, "EnableTLS");
        requireFile(tls, "PrivateKeyFile", key, "EnableTLS");
        if (clients) {
            requireFile(tls, "RootCACertFile", authorities, "RequireAndVerifyClientCert");
        }
        warnIf(authorities.isPresent() && !clients, tls, "RootCACertFile", "RequireAndVerifyClientCert is not true");
        Optional<TlsSettings> settings = certificate.flatMap(file ->
                key.map(keyFile -> TlsSettings.of(file, keyFile, authorities.filter(given -> clients))
                        .withHsts(Duration.ofSeconds(hsts))));
        settings.ifPresent(each -> tls.requireUsable("CertificateFile", files(each), () -> problem(each)));
        return settings;
    }

    private static Stream<Path> files(TlsSettings tls) {
        return Stream.concat(Stream.of(tls.certificate(), tls.privateKey()), tls.clientAuthorities().stream());
    }

    private static Optional<String> problem(TlsSettings tls) {
        try {
            ServerTls.check(tls);
            return Optional.empty();
        } catch (UnusableCertificate unusable) {
            return Optional.of(String.valueOf(unusable.getMessage()));
        }
    }

    private static void warnIf(boolean given, Section section, String name, String because) {
        if (given) {
            section.warning(name, "has no effect, as " + because);
        }
    }

    private static <T> Function<Configuration, Optional<T>> inForce(Function<TlsSettings, T> part) {
        return configuration -> configuration.web().tls().map(part);
    }

    private static Optional<Path> clientAuthorities(Configuration configuration) {
        return configuration.web().tls().flatMap(TlsSettings::clientAuthorities);
    }

    private static void requireFile(Section tls, String name, Optional<Path> file, String because) {
        if (file.isEmpty()) {
            tls.error(name, "must be given, as " + because + " is true");
        }
        tls.requireReadable(name, file);
    }

    /** Whether callers are known by their API keys. */
    boolean apiKeysRequired() {
        boolean required = apiKey.read(
                "UseHopsworksAPIKeys",
                flag(),
                true,
                "Whether requests need a Hopsworks API key, which tells who calls.",
                Configuration::apiKeysRequired);
        boolean allowAll = security.read(
                "InsecureAllowAll",
                flag(),
                false,
                "Must be true to switch API keys off: then anybody may read everything.",
                c -> !c.apiKeysRequired());
        if (!required && !allowAll) {
            apiKey.error("UseHopsworksAPIKeys", "is false, which Security.InsecureAllowAll must confirm with true");
        }
        warnIf(allowAll && required, security, "InsecureAllowAll", "APIKey.UseHopsworksAPIKeys is not false");
        return required || !allowAll;
    }

    /**
     * How many requests a second each API key may send; empty: any number.
     *
     * @param apiKeysRequired whether there are keys
     */
    Optional<Integer> requestsPerSecond(boolean apiKeysRequired) {
        int perSecond = apiKey.read(
                "RateLimitPerSecond",
                integer(0, 1_000_000),
                0,
                "Requests a second that each API key may send to this server: for vectors, lists of stores and views,"
                        + " and descriptions of views. More are refused with 429. 0: any number.",
                c -> c.requestsPerSecond().orElse(0));
        warnIf(perSecond > 0 && !apiKeysRequired, apiKey, "RateLimitPerSecond", "UseHopsworksAPIKeys is false");
        return Optional.of(perSecond).filter(max -> max > 0 && apiKeysRequired);
    }

    /** How API keys age in memory. */
    CacheSettings keys() {
        CacheSettings defaults = RonDbSettings.DEFAULT_KEYS;
        Duration refresh = apiKey.read(
                "CacheRefreshIntervalMS",
                millis(100, FeatureStoreSection.DAY_MILLIS),
                defaults.refreshInterval(),
                "Granted and revoked rights are in force within this time.",
                c -> c.ronDb().keys().refreshInterval());
        Duration jitter = apiKey.read(
                "CacheRefreshIntervalJitterMS",
                millis(0, FeatureStoreSection.DAY_MILLIS),
                defaults.jitter().compareTo(refresh) < 0 ? defaults.jitter() : refresh.dividedBy(10),
                "Keys are read again this much sooner, so that the interval is kept. Shorter than the interval.",
                c -> c.ronDb().keys().jitter());
        if (jitter.compareTo(refresh) >= 0) {
            apiKey.error(
                    "CacheRefreshIntervalJitterMS", jitter.toMillis() + " is not shorter than CacheRefreshIntervalMS");
            jitter = Duration.ZERO;
        }
        Duration unused = apiKey.read(
                "CacheUnusedEntriesEvictionMS",
                millis(100, FeatureStoreSection.DAY_MILLIS),
                defaults.unusedAfter(),
                "Keys that nobody uses are forgotten after this time.",
                c -> c.ronDb().keys().unusedAfter());
        return CacheSettings.of(refresh, jitter, unused);
    }
}
