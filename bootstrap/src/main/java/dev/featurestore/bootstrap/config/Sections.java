package dev.featurestore.bootstrap.config;

import dev.featurestore.domain.view.FeatureViewName;
import dev.featurestore.rondb.RonDbSettings;
import dev.featurestore.rondb.cache.CacheSettings;
import dev.featurestore.rondb.cluster.ClusterSettings;
import dev.featurestore.rondb.cluster.ClusterSettings.Breaker;
import dev.featurestore.rondb.cluster.ClusterSettings.Server;
import dev.featurestore.rondb.cluster.ClusterSettings.Timeouts;
import dev.featurestore.rondb.cluster.ClusterSettings.Tls;
import dev.featurestore.rondb.cluster.Secret;
import dev.featurestore.rondb.rows.JoinShape;
import dev.featurestore.web.WebSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the sections of the file, each into the settings of the part that it configures. Used once. */
final class Sections {
    private static final Duration DRAIN = Duration.ofSeconds(2);
    static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

    private final Section root;
    private final Section mysql;

    Sections(Section root) {
        this.root = root;
        this.mysql = root.section("MySQL");
    }

    /** Whether the file or the environment says where a store is. */
    boolean namesStore() {
        return mysql.isPresent();
    }

    /**
     * Reads them all.
     *
     * @param needsStore whether it is an error to name no MySQL user
     * @param demo whether sample data, or a data file, will be served
     */
    Configuration read(boolean needsStore, boolean demo) {
        Optional<Path> pidFile = root.file("PIDFile", "Where to write the process id; removed at exit.");
        Section security = root.section("Security");
        Section rest = root.section("REST");
        WebSettings plain = WebSections.web(rest, root.section("Internal"), demo)
                .with(WebSections.observation(rest, root.section("Log")));
        WebSettings web =
                WebSections.tls(security.section("TLS")).map(plain::with).orElse(plain);
        Breaker breaker = breaker(root.section("CircuitBreaker"));
        ClusterSettings data = dataCluster(mysql, breaker);
        if ((needsStore || namesStore()) && data.user().isEmpty()) {
            mysql.error("User", "must be given");
        }
        ClusterSettings metadata = metadataCluster(root.section("MySQLMetadataCluster"), data);
        boolean apiKeysRequired = apiKeysRequired(security);
        Section apiKey = security.section("APIKey");
        int perSecond = apiKey.integer(
                "RateLimitPerSecond",
                0,
                0,
                1_000_000,
                "Requests for vectors that each API key may send; more are turned away with 429. 0: any number.");
        CacheSettings keys = keys(apiKey);
        Section featureStore = root.section("FeatureStore");
        CacheSettings views = views(featureStore.section("FeatureStoreMetadataCache"));
        List<FeatureViewName> preload = preload(featureStore);
        JoinShape joins = mysql.choice(
                "JoinShape", JoinShape.AUTO, JoinShape.class, "How one vector over several feature groups is read.");
        LogSettings log = log(root.section("Log"));
        Duration drain = rest.millis(
                "DrainMS",
                DRAIN,
                0,
                600_000,
                "When told to stop, `health` first answers 503 for this long, and all else is served as before: time for"
                        + " load balancers to turn away.");
        root.warnOfUnknownNames();
        return new Configuration(
                pidFile,
                web,
                apiKeysRequired,
                Optional.of(perSecond).filter(most -> most > 0 && apiKeysRequired),
                drain,
                new RonDbSettings(data, metadata, joins, views, keys, preload),
                log);
    }

    private static boolean apiKeysRequired(Section security) {
        boolean required = security.section("APIKey")
                .flag("UseHopsworksAPIKeys", true, "Whether callers are known by their Hopsworks API keys.");
        boolean allowAll = security.flag(
                "InsecureAllowAll", false, "Must be true to switch API keys off: then anybody may read everything.");
        if (!required && !allowAll) {
            security.error(
                    "APIKey.UseHopsworksAPIKeys", "is false, which Security.InsecureAllowAll must confirm with true");
        }
        return required || !allowAll;
    }

    private static CacheSettings keys(Section apiKey) {
        Duration refresh = apiKey.millis(
                "CacheRefreshIntervalMS",
                RonDbSettings.DEFAULT_KEYS.refreshInterval(),
                100,
                DAY_MILLIS,
                "Granted and revoked rights are in force within this time.");
        Duration jitter = apiKey.millis(
                "CacheRefreshIntervalJitterMS",
                shorter(RonDbSettings.DEFAULT_KEYS.jitter(), refresh),
                0,
                DAY_MILLIS,
                "Keys are read again up to this much sooner, each at random. Shorter than the interval.");
        if (jitter.compareTo(refresh) >= 0) {
            apiKey.error(
                    "CacheRefreshIntervalJitterMS", jitter.toMillis() + " is not shorter than CacheRefreshIntervalMS");
            jitter = Duration.ZERO;
        }
        Duration unused = apiKey.millis(
                "CacheUnusedEntriesEvictionMS",
                RonDbSettings.DEFAULT_KEYS.unusedAfter(),
                100,
                DAY_MILLIS,
                "Keys that nobody uses are forgotten after this time.");
        return CacheSettings.of(refresh, jitter, unused);
    }

    private static CacheSettings views(Section cache) {
        Duration refresh = cache.millis(
                "CacheRefreshIntervalMS",
                RonDbSettings.DEFAULT_VIEWS.refreshInterval(),
                100,
                DAY_MILLIS,
                "A view that was changed, dropped or created again is seen within this time.");
        Duration unused = cache.millis(
                "CacheUnusedEntriesEvictionMS",
                RonDbSettings.DEFAULT_VIEWS.unusedAfter(),
                100,
                DAY_MILLIS,
                "Views that nobody asks for are forgotten after this time.");
        return CacheSettings.of(refresh, refresh.dividedBy(10), unused);
    }

    private static Duration shorter(Duration usual, Duration than) {
        return usual.compareTo(than) < 0 ? usual : than.dividedBy(10);
    }

    private static List<FeatureViewName> preload(Section section) {
        String name = "PreloadFeatureViews";
        List<FeatureViewName> views = new ArrayList<>();
        for (String text : section.texts(
                name,
                "Feature views to load before `health` says that the server is ready, as `store/view/version`.")) {
            String[] parts = text.split("/", -1);
            if (parts.length == 3 && parts[2].matches("\\d{1,9}")) {
                views.add(new FeatureViewName(parts[0], parts[1], Integer.parseInt(parts[2])));
            } else {
                section.error(name, "'" + text + "' is not of the form store/view/version");
            }
        }
        return views;
    }

    /** The cluster that holds the data. */
    static ClusterSettings dataCluster(Section mysql, Breaker breaker) {
        ClusterSettings defaults =
                ClusterSettings.of("online-store", List.of(new Server("localhost", 3306)), "", Secret.of(""));
        return cluster(
                mysql, defaults.withBreaker(breaker), "MySQL servers of the cluster that holds the feature rows.");
    }

    /** The cluster that holds the metadata: what is not said of it is as for the data. */
    static ClusterSettings metadataCluster(Section mysql, ClusterSettings data) {
        ClusterSettings defaults = new ClusterSettings(
                "metadata",
                data.servers(),
                data.user(),
                data.password(),
                data.poolSize(),
                data.timeouts(),
                data.tls(),
                data.breaker());
        return cluster(
                mysql,
                defaults,
                "MySQL servers of the cluster that holds Hopsworks' metadata. Default: as in `MySQL`.");
    }

    private static ClusterSettings cluster(Section mysql, ClusterSettings defaults, String servers) {
        Timeouts times = defaults.timeouts();
        return new ClusterSettings(
                defaults.name(),
                mysql.servers("Servers", defaults.servers(), servers),
                mysql.text("User", defaults.user(), "MySQL user; needs only SELECT."),
                mysql.secret("Password", "Its password.").orElse(defaults.password()),
                mysql.integer("ConnectionPoolSize", defaults.poolSize(), 1, 1000, "Connections to each server."),
                new Timeouts(
                        mysql.millis("ConnectTimeoutMS", times.connect(), 50, 60_000, "For a new connection."),
                        mysql.millis(
                                "AcquireTimeoutMS", times.acquire(), 250, 60_000, "For a free connection of the pool."),
                        mysql.millis("QueryTimeoutMS", times.query(), 50, 60_000, "For the answer of one statement."),
                        mysql.millis(
                                "ReadTimeoutMS",
                                times.budget(),
                                100,
                                60_000,
                                "For a whole read with its retry, and not beyond the request's own time.")),
                clusterTls(mysql.section("TLS"), defaults.tls()),
                defaults.breaker());
    }

    private static Tls clusterTls(Section tls, Tls defaults) {
        Tls.Mode mode = tls.choice(
                "Mode", defaults.mode(), Tls.Mode.class, "Encryption of the connections to the MySQL servers.");
        var authority = tls.file("RootCACertFile", "PEM file of who signed the servers' certificates.")
                .or(defaults::authority);
        var certificate = tls.file("CertificateFile", "PEM file of the certificate to show to the servers.")
                .or(defaults::certificate);
        var key = tls.file("PrivateKeyFile", "PEM file of its private key.").or(defaults::privateKey);
        if (certificate.isPresent() != key.isPresent()) {
            tls.error("CertificateFile", "a certificate and its PrivateKeyFile come together");
            return new Tls(mode, authority, Optional.empty(), Optional.empty());
        }
        return new Tls(mode, authority, certificate, key);
    }

    static Breaker breaker(Section section) {
        Breaker defaults = Breaker.DEFAULT;
        return new Breaker(
                section.integer("Window", defaults.window(), 2, 10_000, "Reads that are judged together."),
                section.integer("MinimumReads", defaults.minimumReads(), 1, 10_000, "Reads before anything is judged."),
                section.integer(
                        "FailurePercent",
                        defaults.failurePercent(),
                        1,
                        100,
                        "Share of failed reads that opens the circuit."),
                section.millis("SlowAfterMS", defaults.slowAfter(), 10, 60_000, "From when on a read counts as slow."),
                section.integer(
                        "SlowPercent", defaults.slowPercent(), 1, 100, "Share of slow reads that opens the circuit."),
                section.millis("OpenForMS", defaults.openFor(), 100, 60_000, "For how long nothing is asked then."),
                section.integer(
                        "Trials", defaults.trials(), 1, 1000, "Reads let through to decide whether to close again."));
    }

    static LogSettings log(Section section) {
        return new LogSettings(
                section.choice("Level", LogSettings.Level.INFO, LogSettings.Level.class, "What is logged."),
                section.choice(
                        "Format",
                        LogSettings.Format.TEXT,
                        LogSettings.Format.class,
                        "Lines of text for people, or a JSON object a line for programs."),
                section.file("FilePath", "Where the log goes. Default: standard output."),
                section.integer("MaxSizeMb", 100, 1, 100_000, "Size at which the file is set aside."),
                section.integer("MaxBackups", 10, 0, 10_000, "Files set aside that are kept."),
                section.integer("MaxAge", 30, 1, 10_000, "Days for which they are kept."));
    }
}
