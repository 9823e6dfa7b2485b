package dev.featurestore.rondb.cluster;

import com.zaxxer.hikari.HikariConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Sets up the connection pool of each server: the driver's settings, and the pool's. */
final class Pools {
    /** The pool takes no less for either. */
    private static final long LEAST_MILLIS = 250;

    private Pools() {}

    static List<HikariConfig> of(ClusterSettings settings) {
        List<String> urls = settings.servers().stream().map(Pools::url).toList();
        List<HikariConfig> configs = of(settings, urls);
        for (HikariConfig config : configs) {
            config.setDriverClassName("com.mysql.cj.jdbc.Driver");
            driver(config, settings);
        }
        return configs;
    }

    private static String url(ClusterSettings.Server server) {
        String host = server.host().indexOf(':') >= 0 ? "[" + server.host() + "]" : server.host();
        return "jdbc:mysql://" + host + ":" + server.port() + "/";
    }

    static List<HikariConfig> of(ClusterSettings settings, List<String> urls) {
        List<HikariConfig> configs = new ArrayList<>();
        for (String url : urls) {
            HikariConfig config = new HikariConfig();
            config.setPoolName(settings.name() + "-" + (configs.size() + 1));
            config.setJdbcUrl(url);
            config.setUsername(settings.user());
            config.setPassword(settings.password().reveal());
            config.setMaximumPoolSize(settings.poolSize());
            config.setMinimumIdle(settings.poolSize());
            config.setConnectionTimeout(
                    Math.max(LEAST_MILLIS, settings.timeouts().acquire().toMillis()));
            config.setValidationTimeout(LEAST_MILLIS);
            // Start although the server is down; keep on trying.
            config.setInitializationFailTimeout(-1);
            configs.add(config);
        }
        return configs;
    }

    private static void driver(HikariConfig config, ClusterSettings settings) {
        config.addDataSourceProperty(
                "connectTimeout", millis(settings.timeouts().connect()));
        config.addDataSourceProperty("socketTimeout", millis(settings.timeouts().query()));
        config.addDataSourceProperty("tcpKeepAlive", "true");
        // Each statement is prepared once for each connection, and read in the binary protocol.
        config.addDataSourceProperty("useServerPrepStmts", "true");
        config.addDataSourceProperty("cachePrepStmts", "true");
        config.addDataSourceProperty("prepStmtCacheSize", "512");
        config.addDataSourceProperty("prepStmtCacheSqlLimit", "65536");
        // The session in UTC, by its offset, as the server may not know time zones by name.
        config.addDataSourceProperty("connectionTimeZone", "+00:00");
        config.addDataSourceProperty("forceConnectionTimeZoneToSession", "true");
        config.addDataSourceProperty("characterEncoding", "UTF-8");
        // Numbers as they are: no booleans, no dates.
        config.addDataSourceProperty("tinyInt1isBit", "false");
        config.addDataSourceProperty("yearIsDateType", "false");
        // What the driver would otherwise ask the server for, again and again.
        config.addDataSourceProperty("useLocalSessionState", "true");
        config.addDataSourceProperty("cacheServerConfiguration", "true");
        config.addDataSourceProperty("maintainTimeStats", "false");
        // It is no part of the program; the driver would look for it on the class path, and trace what nobody reads.
        config.addDataSourceProperty("openTelemetry", "DISABLED");
        config.addDataSourceProperty("allowLoadLocalInfile", "false");
        tls(config, settings.tls());
    }

    private static void tls(HikariConfig config, ClusterSettings.Tls tls) {
        config.addDataSourceProperty("sslMode", tls.mode().name());
        switch (tls.mode()) {
            case DISABLED, PREFERRED ->
                // Without encryption a password of today's kind can only be sent under the server's public key.
                config.addDataSourceProperty("allowPublicKeyRetrieval", "true");
            case REQUIRED, VERIFY_CA, VERIFY_IDENTITY -> {}
        }
        tls.authority().ifPresent(file -> KeyStores.trust(file).addTo(config, "trustCertificateKeyStore"));
        tls.certificate()
                .ifPresent(file -> KeyStores.identity(file, tls.privateKey().orElseThrow())
                        .addTo(config, "clientCertificateKeyStore"));
    }

    private static String millis(Duration time) {
        return Long.toString(time.toMillis());
    }
}
