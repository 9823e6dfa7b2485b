package dev.featurestore.rondb;

import dev.featurestore.application.port.Callers;
import dev.featurestore.application.port.FeatureStoreCatalogue;
import dev.featurestore.application.port.FeatureViews;
import dev.featurestore.application.port.StoreHealth;
import dev.featurestore.rondb.cache.CacheCounts;
import dev.featurestore.rondb.cache.Refresher;
import dev.featurestore.rondb.callers.RonDbCallers;
import dev.featurestore.rondb.cluster.Cluster;
import dev.featurestore.rondb.metadata.MetadataDatabase;
import dev.featurestore.rondb.metadata.RonDbCatalogue;
import dev.featurestore.rondb.metadata.RonDbFeatureViews;
import dev.featurestore.rondb.metadata.TableDictionary;
import dev.featurestore.rondb.rows.RonDbOnlineStore;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Everything that a RonDB cluster holds, behind the ports. It may be down when this is opened. Thread-safe. */
public final class RonDb implements AutoCloseable {
    /** One each for views, keys and the shape of the metadata, so that none waits for another. */
    private static final int REFRESHING_THREADS = 3;

    private final Cluster data;
    private final Cluster metadata;
    private final RonDbFeatureViews views;
    private final RonDbCatalogue catalogue;
    private final RonDbCallers callers;
    private final RonDbOnlineStore store;
    private final RonDbHealth health;
    private final Deque<Runnable> toClose = new ArrayDeque<>();

    private RonDb(
            RonDbSettings settings, Cluster data, Cluster metadata, TableDictionary dictionary, boolean warmedUp) {
        this.data = opened(data, Cluster::close);
        this.metadata = opened(metadata, Cluster::close);
        Refresher refresher = opened(new Refresher(REFRESHING_THREADS), Refresher::close);
        MetadataDatabase database =
                opened(new MetadataDatabase(metadata, settings.views(), refresher), MetadataDatabase::close);
        this.views = opened(
                RonDbFeatureViews.over(database, data, dictionary, settings.views(), refresher),
                RonDbFeatureViews::close);
        this.catalogue = new RonDbCatalogue(database);
        this.callers = opened(RonDbCallers.over(database, settings.keys(), refresher), RonDbCallers::close);
        this.store =
                opened(new RonDbOnlineStore(data, settings.joins(), settings.coalescing()), RonDbOnlineStore::close);
        List<Supplier<StoreHealth.Part>> beforehand = new ArrayList<>();
        beforehand.add(opened(Preload.start(views, settings.preload()), Preload::close)::part);
        if (warmedUp) {
            FirstReads reads = new FirstReads(callers, catalogue, views, store);
            beforehand.add(opened(
                    WarmUp.start(reads.all(settings.keysRequired()), List.of(data, metadata)), WarmUp::close)::part);
        }
        this.health = opened(new RonDbHealth(data, metadata, beforehand), RonDbHealth::close);
    }

    /**
     * Opens the way to the clusters, and reads in the background what the first requests would be too slow to read; does
     * not wait for it.
     *
     * @throws IllegalArgumentException if a certificate or key file cannot be used
     */
    public static RonDb open(RonDbSettings settings) {
        Cluster data = Cluster.open(settings.data());
        try {
            return new RonDb(settings, data, Cluster.open(settings.metadata()), TableDictionary.MYSQL, true)
                    .watchingLimits(settings);
        } catch (IllegalArgumentException e) {
            data.close();
            throw e;
        }
    }

    /** Over clusters that are open already, and are closed with this; reads nothing but what it is asked for. */
    static RonDb over(RonDbSettings settings, Cluster data, Cluster metadata, TableDictionary dictionary) {
        return new RonDb(settings, data, metadata, dictionary, false);
    }

    private RonDb watchingLimits(RonDbSettings settings) {
        opened(PreparedStatementLimit.watch(settings, data, metadata), PreparedStatementLimit::close);
        return this;
    }

    private <T> T opened(T part, Consumer<T> close) {
        toClose.push(() -> close.accept(part));
        return part;
    }

    /** The feature views. */
    public FeatureViews featureViews() {
        return views;
    }

    /** The names of stores and views. */
    public FeatureStoreCatalogue catalogue() {
        return catalogue;
    }

    /** The owners of API keys. */
    public Callers callers() {
        return callers;
    }

    /** The rows. */
    public RonDbOnlineStore onlineStore() {
        return store;
    }

    /** Whether both clusters answer, the views to be loaded beforehand are, and what requests read has been read once. */
    public StoreHealth health() {
        return health;
    }

    /** The cluster with the data, for metrics. */
    public Cluster data() {
        return data;
    }

    /** The cluster with the metadata, for metrics. */
    public Cluster metadata() {
        return metadata;
    }

    /** What the cache of feature views has done so far. */
    public CacheCounts viewCounts() {
        return views.counts();
    }

    /** What the cache of API keys has done so far. */
    public CacheCounts keyCounts() {
        return callers.counts();
    }

    /** Closes everything, the last opened first. Requests under way fail. */
    @Override
    public synchronized void close() {
        if (!toClose.isEmpty()) {
            try {
                toClose.pop().run();
            } finally { // whatever happens, the others are closed too
                close();
            }
        }
    }
}
