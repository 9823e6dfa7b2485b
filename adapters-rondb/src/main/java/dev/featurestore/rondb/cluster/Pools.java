package dev.featurestore.rondb.cluster;

import com.zaxxer.hikari.HikariConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Sets up the connection pool of each server: the driver's settings, and the pool's. */
final class Pools {
    /** The pool takes no less for either. */
    private static final long MIN_MILLIS = 250;

    private Pools() {}

    static List<PoolSettings> of(ClusterSettings settings) {
        List<PoolSettings> pools = new ArrayList<>();
        for (ClusterSettings.Server server : settings.servers()) {
            HikariConfig config = pool(settings, "jdbc:mysql://" + server + "/", pools.size() + 1);
            config.setDriverClassName("com.mysql.cj.jdbc.Driver");
            driver(config, settings);
            pools.add(new PoolSettings(settings.name(), server.toString(), config, tls(config, settings.tls())));
        }
        return pools;
    }

    static List<PoolSettings> of(ClusterSettings settings, List<String> urls) {
        List<PoolSettings> pools = new ArrayList<>();
        for (String url : urls) {
            pools.add(new PoolSettings(settings.name(), url, pool(settings, url, pools.size() + 1), List.of()));
        }
        return pools;
    }

    private static HikariConfig pool(ClusterSettings settings, String url, int number) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(settings.name() + "-" + number);
        config.setJdbcUrl(url);
        config.setUsername(settings.user());
        config.setPassword(settings.password().reveal());
        config.setMaximumPoolSize(settings.poolSize());
        config.setMinimumIdle(settings.poolSize());
        config.setConnectionTimeout(
                Math.max(MIN_MILLIS, settings.timeouts().acquire().toMillis()));
        // A connection that nobody used for half a second is asked before it is given out. By a statement: where no
        // answer comes, the driver's own test takes a second, which is longer than a request may take.
        config.setConnectionTestQuery("SELECT 1");
        config.setValidationTimeout(MIN_MILLIS);
        // Start although the server is down; keep on trying.
        config.setInitializationFailTimeout(-1);
        return config;
    }

    private static void driver(HikariConfig config, ClusterSettings settings) {
        config.addDataSourceProperty(
                "connectTimeout", millis(settings.timeouts().connect()));
        config.addDataSourceProperty("socketTimeout", millis(settings.timeouts().query()));
        config.addDataSourceProperty("tcpKeepAlive", "true");
        // Each statement is prepared once for each connection, and read in the binary protocol.
        config.addDataSourceProperty("useServerPrepStmts", "true");
        config.addDataSourceProperty("cachePrepStmts", "true");
        config.addDataSourceProperty("prepStmtCacheSize", Integer.toString(ClusterSettings.PREPARED_STATEMENTS));
        config.addDataSourceProperty("prepStmtCacheSqlLimit", "65536");
        // Braces in the name of a column are no escapes of JDBC.
        config.addDataSourceProperty("enableEscapeProcessing", "false");
        config.addDataSourceProperty("processEscapeCodesForPrepStmts", "false");
        // A row stays in the packet that it came in: no array for each of its values.
        config.addDataSourceProperty("largeRowSizeThreshold", "0");
        // Answers are read through a buffer of the JDK. That of the driver asks how much there is before each read, and
        // as long as nothing has come it reads the first four bytes only.
        config.addDataSourceProperty("useReadAheadInput", "false");
        config.addDataSourceProperty("useUnbufferedInput", "false");
        // The session in UTC, by its offset, as the server may not know time zones by name.
        config.addDataSourceProperty("connectionTimeZone", "+00:00");
        config.addDataSourceProperty("forceConnectionTimeZoneToSession", "true");
        config.addDataSourceProperty("characterEncoding", "UTF-8");
        // Texts of other character sets come converted by the server: Java's tables differ from its own.
        config.addDataSourceProperty("characterSetResults", "UTF-8");
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
    }

    /**
     * Makes key stores of the files for encrypted connections.
     *
     * @return the files that it takes, which the caller deletes
     * @throws IllegalArgumentException if a certificate or key file cannot be used
     */
    static List<PemMaterial.StoreFile> tls(HikariConfig config, ClusterSettings.Tls tls) {
        config.addDataSourceProperty("sslMode", tls.mode().name());
        switch (tls.mode()) {
            case DISABLED, PREFERRED ->
                // Without encryption a password of today's kind can only be sent under the server's public key.
                config.addDataSourceProperty("allowPublicKeyRetrieval", "true");
            case REQUIRED, VERIFY_CA, VERIFY_IDENTITY -> {}
        }
        Optional<PemMaterial.StoreFile> trust = tls.authority().map(PemMaterial::trust);
        trust.ifPresent(store -> store.addTo(config, "trustCertificateKeyStore"));
        Optional<PemMaterial.StoreFile> identity = tls.certificate()
                .map(file -> PemMaterial.identity(file, tls.privateKey().orElseThrow()));
        identity.ifPresent(store -> store.addTo(config, "clientCertificateKeyStore"));
        return Stream.of(trust, identity).flatMap(Optional::stream).toList();
    }

    private static String millis(Duration time) {
        return Long.toString(time.toMillis());
    }
}
