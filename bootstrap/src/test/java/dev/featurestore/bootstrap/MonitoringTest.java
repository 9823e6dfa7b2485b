package dev.featurestore.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.application.port.Await;
import dev.featurestore.inmemory.DemoApiKeys;
import dev.featurestore.inmemory.InMemoryStore;
import dev.featurestore.rondb.RonDb;
import dev.featurestore.rondb.RonDbSettings;
import dev.featurestore.rondb.cluster.ClusterSettings;
import dev.featurestore.rondb.cluster.ClusterSettings.Server;
import dev.featurestore.rondb.cluster.Secret;
import dev.featurestore.web.TestCertificates;
import dev.featurestore.web.WebSettings;
import dev.featurestore.web.tls.TlsSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documentation, the dashboard and the alerts say of metrics, held against a server that runs. */
class MonitoringTest {
    private static final Pattern NAME = Pattern.compile("\\b(feature_store|jvm|process|system)_[a-z_]+\\b");

    /** Labels and other words that look like metrics. */
    private static final Set<String> NO_METRICS = Set.of("feature_store_name");

    /** Metrics of what is told after it has happened. */
    private static final Set<String> LATE = Set.of("jvm_gc_pause_seconds_count", "feature_store_feature_values_total");

    private static RonDb ronDb;
    private static FeatureStoreServer server;
    private static Set<String> metrics;

    /** A server over the sample data that also measures a cluster, though none is there, and one that encrypts. */
    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        ClusterSettings nowhere =
                ClusterSettings.of("online-store", List.of(new Server("localhost", 1)), "nobody", Secret.of(""));
        ronDb = RonDb.open(RonDbSettings.of(nowhere, nowhere));
        StoreAdapter memory = StoreAdapter.of(InMemoryStore.demo());
        StoreAdapter measured = new StoreAdapter(
                memory.authenticate(),
                memory.views(),
                memory.catalogue(),
                memory.rows(),
                memory.keys(),
                memory.health(),
                registry -> RonDbMeters.register(ronDb, registry),
                memory.resources());
        server = FeatureStoreServer.start(WebSettings.defaults().at("localhost", 0), measured);
        Client client = new Client(server.port());
        String view = "{\"featureStoreName\":\"fsdb002\",\"featureViewName\":\"sample_2\",\"featureViewVersion\":1,";
        client.post("/0.1.0/feature_store", DemoApiKeys.MAIN, view + "\"entries\":{\"id1\":36}}");
        client.post("/0.1.0/batch_feature_store", DemoApiKeys.MAIN, view + "\"entries\":[{\"id1\":36},{\"id1\":0}]}");
        Await.until("metrics that come late", Duration.ofSeconds(20), () -> {
            System.gc();
            metrics = measuredAt(server.port());
            return metrics.containsAll(LATE);
        });
        try (FeatureStoreServer encrypted =
                FeatureStoreServer.start(encrypted(folder), StoreAdapter.of(InMemoryStore.demo()))) {
            metrics.addAll(measuredAt(encrypted.metricsPort().orElseThrow()));
        }
    }

    private static Set<String> measuredAt(int port) {
        return new Client(port)
                .get("/metrics")
                .body()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.replaceFirst("[{ ].*", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** With metrics on a port of their own, where nothing is encrypted. */
    private static WebSettings encrypted(Path folder) throws IOException {
        TestCertificates.Pair identity = TestCertificates.authority("CA").sign("server", TestCertificates.ec());
        TlsSettings tls = TlsSettings.of(
                Files.writeString(folder.resolve("cert.pem"), identity.pem()),
                Files.writeString(folder.resolve("key.pem"), identity.pkcs8()),
                Optional.empty());
        return WebSettings.defaults()
                .at("localhost", 0)
                .with(tls)
                .with(new WebSettings.Observation(Optional.of(0), false, Duration.ofSeconds(1)));
    }

    @AfterAll
    static void stop() {
        server.close();
        ronDb.close();
    }

    private static Set<String> named(String file) throws IOException {
        Set<String> names = new TreeSet<>();
        Matcher matcher = NAME.matcher(Files.readString(Path.of("../docs", file)));
        while (matcher.find()) {
            names.add(matcher.group());
        }
        names.removeAll(NO_METRICS);
        return names;
    }

    /** A histogram or summary is documented by its name, and measured under several. */
    private static boolean exists(String name) {
        return metrics.contains(name) || metrics.contains(name + "_count");
    }

    @ParameterizedTest
    @ValueSource(strings = {"metrics.md", "monitoring/grafana-dashboard.json", "monitoring/alerts.yml"})
    void everyMetricThatIsNamedIsThere(String file) throws IOException {
        Set<String> names = named(file);

        assertThat(names).hasSizeGreaterThan(5);
        assertThat(names).allMatch(MonitoringTest::exists);
    }

    @Test
    void everyMetricOfOurOwnIsDocumented() throws IOException {
        Set<String> documented = named("metrics.md");

        assertThat(metrics)
                .filteredOn(name -> name.startsWith("feature_store_"))
                .hasSizeGreaterThan(20)
                .allMatch(name -> documented.contains(name)
                        || documented.contains(name.replaceFirst("_(count|sum|bucket)$", "")));
    }

    @Test
    void theProcessIsMeasuredToo() {
        assertThat(metrics)
                .contains(
                        "jvm_memory_used_bytes",
                        "jvm_threads_live_threads",
                        "process_cpu_usage",
                        "process_uptime_seconds",
                        "process_files_open_files")
                .anyMatch(name -> name.startsWith("jvm_gc_"));
    }
}
