package dev.featurestore.rondb.metadata;

import dev.featurestore.application.port.Deadline;
import dev.featurestore.application.port.FeatureViews;
import dev.featurestore.application.port.StoreFailure;
import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.view.FeatureStore;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.domain.view.FeatureViewName;
import dev.featurestore.rondb.cache.CacheCounts;
import dev.featurestore.rondb.cache.CacheFailure;
import dev.featurestore.rondb.cache.CacheSettings;
import dev.featurestore.rondb.cache.LoadPending;
import dev.featurestore.rondb.cache.Refresher;
import dev.featurestore.rondb.cache.RefreshingCache;
import dev.featurestore.rondb.cluster.Cluster;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Feature views from the metadata of Hopsworks, loaded when they are first asked for and kept fresh from then on: a
 * change is seen within the refresh interval, and as long as there is none the view stays the same instance.
 */
public final class RonDbFeatureViews implements FeatureViews, AutoCloseable {
    /** Views that are read at once: their features are many rows. */
    public static final int AT_ONCE = 64;

    private static final Duration RETRY_SOON = Duration.ofSeconds(1);

    private final FeatureViewLoader loader;
    private final RefreshingCache<FeatureViewName, CachedView> cache;

    private RonDbFeatureViews(FeatureViewLoader loader, RefreshingCache<FeatureViewName, CachedView> cache) {
        this.loader = loader;
        this.cache = cache;
    }

    /**
     * Over the metadata; reads nothing yet.
     *
     * @param data the cluster with the online tables, whose columns give keys and values their types
     */
    public static RonDbFeatureViews over(
            MetadataDatabase metadata,
            Cluster data,
            TableDictionary dictionary,
            CacheSettings settings,
            Refresher refresher) {
        FeatureViewLoader loader = new FeatureViewLoader(
                metadata,
                new ExistingGroups(metadata, settings),
                new OnlineTables(data, dictionary, settings),
                settings);
        return new RonDbFeatureViews(loader, RefreshingCache.keptFresh("feature view", settings, loader, refresher));
    }

    @Override
    public Resolution find(FeatureViewName name, Deadline deadline) {
        return cached(name, key -> cache.get(key, deadline));
    }

    @Override
    public Resolution reload(FeatureViewName name, FeatureView outdated, Deadline deadline) {
        return cached(
                name,
                key -> cache.reload(
                        key,
                        cached -> cached.answer() instanceof Resolution.Found found && found.view() == outdated,
                        deadline));
    }

    @Override
    public Optional<FeatureStore> knownStore(String store) {
        return loader.knownStore(store.toLowerCase(Locale.ROOT));
    }

    /**
     * Reads a view, whether or not it is in memory, and does not keep it there.
     *
     * @throws StoreFailure if the metadata cannot be read
     */
    public Resolution read(FeatureViewName name) {
        FeatureViewName key = key(name);
        @Nullable CachedView read = loader.load(List.of(key), Map.of()).get(key);
        return read == null ? new Resolution.NoStore() : read.answer();
    }

    /**
     * Loads views that are not there yet, many at once.
     *
     * @return those that cannot be served, with the reason
     * @throws StoreFailure if the metadata cannot be read
     */
    public Map<FeatureViewName, Resolution> preload(Collection<FeatureViewName> names) {
        List<FeatureViewName> keys = names.stream()
                .filter(name -> Names.canBeStore(name.store()))
                .map(RonDbFeatureViews::key)
                .toList();
        Map<FeatureViewName, CachedView> loaded = cache.loadAll(keys);
        Map<FeatureViewName, Resolution> unusable = new LinkedHashMap<>();
        for (FeatureViewName name : names) {
            @Nullable CachedView cached = loaded.get(key(name));
            Resolution answer = cached == null ? new Resolution.NoStore() : cached.answer();
            if (!(answer instanceof Resolution.Found)) {
                unusable.put(name, answer);
            }
        }
        return unusable;
    }

    private static Resolution cached(FeatureViewName name, Function<FeatureViewName, CachedView> get) {
        if (!Names.canBeStore(name.store())) {
            return new Resolution.NoStore();
        }
        FeatureViewName key = key(name);
        try {
            return get.apply(key).answer();
        } catch (LoadPending e) {
            throw StoreFailure.unavailable("Reading feature view " + key + " takes long just now", RETRY_SOON, e);
        } catch (CacheFailure e) {
            throw new StoreFailure(
                    ErrorCode.METADATA_CACHE_FAILED, "Reading feature view " + key + " failed in the cache", e);
        }
    }

    /** All names of one view are one key; and those that no view can have are one, however long they are. */
    private static FeatureViewName key(FeatureViewName name) {
        String store = name.store().toLowerCase(Locale.ROOT);
        return Names.canBeView(name.view())
                ? new FeatureViewName(store, name.view(), name.version())
                : new FeatureViewName(store, "", 0);
    }

    /** What its cache has done so far. */
    public CacheCounts counts() {
        return cache.counts();
    }

    @Override
    public void close() {
        cache.close();
    }
}
