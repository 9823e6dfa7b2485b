package dev.featurestore.bootstrap.config;

import dev.featurestore.rondb.RonDbSettings;
import dev.featurestore.rondb.cache.CacheSettings;
import dev.featurestore.rondb.cluster.ClusterSettings;
import dev.featurestore.rondb.cluster.ClusterSettings.Server;
import dev.featurestore.rondb.cluster.Secret;
import dev.featurestore.rondb.coalescing.CoalescingSettings;
import dev.featurestore.rondb.rows.JoinShape;
import dev.featurestore.web.WebSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads all sections, and puts together the settings of each part of the server. Used once. */
final class Sections {
    /** Files of the RonDB REST API Server need not have that section. */
    private static final String NO_STORE = "must be given: this server reads RonDB through its MySQL servers. Add\n"
            + "    \"MySQL\": {\"Servers\": [{\"IP\": \"<host>\", \"Port\": 3306}],"
            + " \"User\": \"<user>\", \"Password\": \"<password>\"}";

    private final Section root;
    private final Section mysql;
    private final Section metadata;

    Sections(Section root) {
        this.root = root;
        this.mysql = root.section("MySQL");
        this.metadata = root.section("MySQLMetadataCluster", "MySQL");
    }

    /** Whether the file or the environment says where a store is. */
    boolean namesStore() {
        return mysql.isPresent() || metadata.isPresent();
    }

    /**
     * Reads them all.
     *
     * @param needsStore whether it is an error to name no MySQL user
     * @param demo whether sample data, or a data file, will be served
     */
    Configuration read(boolean needsStore, boolean demo) {
        if (needsStore && !mysql.isPresent()) {
            root.error("MySQL", NO_STORE);
        }
        Optional<Path> pidFile = root.readOptional(
                "PIDFile",
                SettingTypes.path(),
                "Where to write the process id; removed at exit. A file with the id of another process that runs"
                        + " keeps the server from starting.",
                Configuration::pidFile);
        root.requireWritable("PIDFile", pidFile);
        RestSection rest = new RestSection(root.section("REST"));
        LogSection log = new LogSection(root.section("Log"));
        SecuritySection security = new SecuritySection(root.section("Security"));
        WebSettings web = web(rest, log, security, demo);
        Duration drain = rest.drain();
        LogSettings logSettings = log.read();
        boolean apiKeysRequired = security.apiKeysRequired();
        Optional<Integer> requestsPerSecond = security.requestsPerSecond(apiKeysRequired);
        RonDbSettings ronDb = ronDb(security.keys(), apiKeysRequired, !demo);
        if (!demo) {
            requireUsers(ronDb, needsStore);
        }
        root.warnOfUnknownNames();
        return new Configuration(pidFile, web, apiKeysRequired, requestsPerSecond, drain, ronDb, logSettings);
    }

    private void requireUsers(RonDbSettings ronDb, boolean needsStore) {
        boolean given = !ronDb.data().user().isBlank();
        boolean said = needsStore && !mysql.isPresent();
        if (namesStore() && !given && !said) {
            mysql.error("User", "must be given");
        }
        if (given && ronDb.metadata().user().isBlank()) {
            metadata.error("User", "must not be blank");
        }
    }

    private WebSettings web(RestSection rest, LogSection log, SecuritySection security, boolean demo) {
        WebSettings web = rest.read(demo);
        WebSettings within = web.within(new InternalSection(root.section("Internal")).read(web.limits()))
                .with(web.observation().withSlowAfter(log.slowAfter()));
        return security.tls().map(within::with).orElse(within);
    }

    private RonDbSettings ronDb(CacheSettings keys, boolean keysRequired, boolean used) {
        ClusterSettings defaults = ClusterSettings.of(
                        "online-store", List.of(new Server("localhost", 3306)), "", Secret.of(""))
                .withBreaker(new CircuitBreakerSection(root.section("CircuitBreaker")).read());
        ClusterSettings data = new MySqlSection(mysql, used, c -> c.ronDb().data())
                .read(defaults, "MySQL servers of the cluster that holds the feature rows.");
        JoinShape joins = mysql.read(
                "JoinShape",
                SettingTypes.oneOf(JoinShape.class),
                JoinShape.AUTO,
                "How one vector over several feature groups is read.",
                c -> c.ronDb().joins());
        CoalescingSettings coalescing = new CoalescingSection(mysql.section("Coalescing")).read();
        ClusterSettings others = new MySqlSection(metadata, used, c -> c.ronDb().metadata())
                .read(data.named("metadata"), "MySQL servers of the cluster that holds Hopsworks' metadata.");
        FeatureStoreSection featureStore = new FeatureStoreSection(root.section("FeatureStore"));
        return new RonDbSettings(
                data, others, joins, coalescing, featureStore.views(), keys, keysRequired, featureStore.preload());
    }
}
