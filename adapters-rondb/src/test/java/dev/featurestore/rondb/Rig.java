package dev.featurestore.rondb;

import static java.util.stream.Collectors.toMap;

import dev.featurestore.application.port.FeatureViews.Resolution;
import dev.featurestore.domain.view.FeatureGroup;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.domain.view.FeatureViewName;
import dev.featurestore.domain.view.Lookup;
import dev.featurestore.rondb.cache.CacheSettings;
import dev.featurestore.rondb.cache.Refresher;
import dev.featurestore.rondb.callers.RonDbCallers;
import dev.featurestore.rondb.cluster.Cluster;
import dev.featurestore.rondb.cluster.ClusterSettings;
import dev.featurestore.rondb.cluster.ClusterSettings.Timeouts;
import dev.featurestore.rondb.cluster.Secret;
import dev.featurestore.rondb.metadata.MetadataDatabase;
import dev.featurestore.rondb.metadata.RonDbCatalogue;
import dev.featurestore.rondb.metadata.RonDbFeatureViews;
import dev.featurestore.rondb.metadata.StandardDictionary;
import dev.featurestore.rondb.metadata.TableDictionary;
import dev.featurestore.rondb.testing.Engine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** Views and callers over an engine that a world has been loaded into. */
public final class Rig implements AutoCloseable {
    /** Entries live as long as a test takes. */
    public static final CacheSettings LASTING =
            CacheSettings.of(Duration.ofHours(1), Duration.ZERO, Duration.ofHours(2));

    /** A change is seen after a moment. */
    public static final CacheSettings BRIEF =
            CacheSettings.of(Duration.ofMillis(200), Duration.ofMillis(20), Duration.ofMinutes(30));

    /** A busy machine must not fail a test that is not about time. */
    private static final Timeouts PATIENT = new Timeouts(
            Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(30));

    public final RonDbFeatureViews views;
    public final RonDbCatalogue catalogue;
    public final RonDbCallers callers;

    private final Cluster cluster;
    private final Refresher refresher = new Refresher(3);
    private final MetadataDatabase metadata;

    public Rig(Engine engine, CacheSettings settings) {
        cluster = cluster(engine, "store");
        metadata = new MetadataDatabase(cluster, settings, refresher);
        views = RonDbFeatureViews.over(metadata, cluster, dictionary(engine), settings, refresher);
        catalogue = new RonDbCatalogue(metadata);
        callers = RonDbCallers.over(metadata, settings, refresher);
    }

    /** The Avro schemas that a view comes with, by the number of their feature group. */
    public static Map<Integer, String> avroSchemas(FeatureView view) {
        return view.lookups().stream()
                .map(Lookup::group)
                .filter(group -> group.avroSchema().isPresent())
                .distinct()
                .collect(toMap(FeatureGroup::id, group -> group.avroSchema().orElseThrow()));
    }

    /** How to reach an engine; only engines that speak MySQL's protocol are reached by it alone. */
    public static ClusterSettings settings(Engine engine, String name) {
        List<ClusterSettings.Server> servers = engine.servers().stream()
                .map(server -> new ClusterSettings.Server(server.host(), server.port()))
                .toList();
        List<ClusterSettings.Server> none = List.of(new ClusterSettings.Server("none", 0));
        return ClusterSettings.of(
                        name, servers.isEmpty() ? none : servers, engine.reader(), Secret.of(engine.password()))
                .withPoolSize(4)
                .withTimeouts(PATIENT);
    }

    /** The way to an engine. */
    public static Cluster cluster(Engine engine, String name) {
        ClusterSettings settings = settings(engine, name);
        return engine.speaksMySql() ? Cluster.open(settings) : Cluster.over(settings, List.of(engine.jdbcUrl()));
    }

    /** Everything behind the ports, over one engine for data and metadata. */
    static RonDb open(Engine engine, UnaryOperator<RonDbSettings> change) {
        RonDbSettings settings = RonDbSettings.of(settings(engine, "online-store"), settings(engine, "metadata-store"));
        return RonDb.over(
                change.apply(settings),
                cluster(engine, "online-store"),
                cluster(engine, "metadata-store"),
                dictionary(engine));
    }

    public static TableDictionary dictionary(Engine engine) {
        return engine.speaksMySql() ? TableDictionary.MYSQL : new StandardDictionary();
    }

    /** A view that must be there. */
    public FeatureView view(String store, String view, int version) {
        Resolution resolution = views.find(new FeatureViewName(store, view, version));
        return ((Resolution.Found) resolution).view();
    }

    /** Waits until it is so, for as long as the test may take. */
    public static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(10);
        }
    }

    @Override
    public void close() {
        views.close();
        callers.close();
        metadata.close();
        refresher.close();
        cluster.close();
    }
}
