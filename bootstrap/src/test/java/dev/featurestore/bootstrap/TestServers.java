package dev.featurestore.bootstrap;

import dev.featurestore.bootstrap.config.Configuration;
import dev.featurestore.bootstrap.config.ConfigurationReader;
import dev.featurestore.inmemory.InMemoryStore;
import dev.featurestore.rondb.testing.HostPort;
import dev.featurestore.web.WebSettings;
import dev.featurestore.web.exchange.RequestSpans;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Servers for tests, each from the program's own composition root, on a port that is free. */
public final class TestServers {
    private TestServers() {}

    /** Serves the demo data from memory. */
    static FeatureStoreServer demo() {
        return inMemory(InMemoryStore.demo());
    }

    static FeatureStoreServer inMemory(InMemoryStore store) {
        return FeatureStoreServer.start(WebSettings.defaults().at("localhost", 0), StoreAdapter.of(store));
    }

    /** The times of a server that nobody told any. */
    static final Map<String, String> DEFAULT_TIMES = Map.of(
            "FEATURE_STORE_REST_REQUESTTIMEOUTMS", "500",
            "FEATURE_STORE_MYSQL_READTIMEOUTMS", "500",
            "FEATURE_STORE_MYSQL_CONNECTTIMEOUTMS", "250",
            "FEATURE_STORE_MYSQL_ACQUIRETIMEOUTMS", "250",
            "FEATURE_STORE_MYSQL_QUERYTIMEOUTMS", "300");

    /** A busy machine must not fail a test that is not about time. */
    private static final Map<String, String> PATIENT = Map.of(
            "FEATURE_STORE_REST_REQUESTTIMEOUTMS", "20000",
            "FEATURE_STORE_MYSQL_READTIMEOUTMS", "20000",
            "FEATURE_STORE_MYSQL_CONNECTTIMEOUTMS", "3000",
            "FEATURE_STORE_MYSQL_ACQUIRETIMEOUTMS", "3000",
            "FEATURE_STORE_MYSQL_QUERYTIMEOUTMS", "10000");

    /**
     * Serves what is behind MySQL servers, configured as by an operator, with caches that age quickly, and more patient
     * than by default.
     */
    public static FeatureStoreServer onMySql(
            List<HostPort> servers, String user, String password, Map<String, String> more) {
        return onMySql(servers, user, password, more, RequestSpans.NONE);
    }

    /** The same, telling somebody of each request. */
    public static FeatureStoreServer onMySql(
            List<HostPort> servers, String user, String password, Map<String, String> more, RequestSpans spans) {
        Map<String, String> environment = new HashMap<>();
        environment.put("FEATURE_STORE_REST_SERVERIP", "localhost");
        environment.put("FEATURE_STORE_REST_SERVERPORT", "0");
        environment.putAll(mySql(servers, user, password));
        environment.put("FEATURE_STORE_SECURITY_APIKEY_CACHEREFRESHINTERVALMS", "500");
        environment.put("FEATURE_STORE_FEATURESTORE_FEATURESTOREMETADATACACHE_CACHEREFRESHINTERVALMS", "500");
        environment.putAll(PATIENT);
        environment.putAll(more);
        Configuration configuration = new ConfigurationReader(Optional.empty(), environment, Optional.empty(), true)
                .read()
                .configuration();
        return FeatureStoreServer.start(configuration.web(), Optional.empty(), StoreAdapter.of(configuration), spans);
    }

    /** The environment variables by which a server finds its MySQL servers. */
    public static Map<String, String> mySql(List<HostPort> servers, String user, String password) {
        return Map.of(
                "FEATURE_STORE_MYSQL_SERVERS",
                servers.stream().map(HostPort::toString).collect(Collectors.joining(",")),
                "FEATURE_STORE_MYSQL_USER",
                user,
                "FEATURE_STORE_MYSQL_PASSWORD",
                password);
    }

    static FeatureStoreServer demoWithExplorer() {
        WebSettings settings = WebSettings.defaults()
                .at("localhost", 0)
                .with(WebSettings.Options.defaults().withExplorer(true));
        return FeatureStoreServer.start(settings, StoreAdapter.of(InMemoryStore.demo()));
    }
}
