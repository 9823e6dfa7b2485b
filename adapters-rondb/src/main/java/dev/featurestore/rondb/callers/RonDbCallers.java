package dev.featurestore.rondb.callers;

import dev.featurestore.application.port.Callers;
import dev.featurestore.application.port.Deadline;
import dev.featurestore.application.port.StoreFailure;
import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.access.ApiKey;
import dev.featurestore.domain.access.Caller;
import dev.featurestore.rondb.cache.CacheCounts;
import dev.featurestore.rondb.cache.CacheFailure;
import dev.featurestore.rondb.cache.CacheSettings;
import dev.featurestore.rondb.cache.LoadPending;
import dev.featurestore.rondb.cache.Refresher;
import dev.featurestore.rondb.cache.RefreshingCache;
import dev.featurestore.rondb.metadata.MetadataDatabase;
import java.time.Duration;
import java.util.Optional;

/**
 * The owners of Hopsworks API keys. What a key's prefix leads to is cached in memory and kept fresh: keys and rights
 * that were given or taken away count within the refresh interval. The secret is verified anew for every request. An
 * unknown prefix costs the same hashing and comparing as a wrong secret.
 */
public final class RonDbCallers implements Callers, AutoCloseable {
    private static final Duration RETRY_SOON = Duration.ofSeconds(1);

    /** No key of Hopsworks has such a prefix. */
    private static final ApiKey NOBODYS = new ApiKey("-".repeat(16), "-");

    private final ApiKeyLoader loader;
    private final RefreshingCache<String, CachedApiKey> cache;

    private RonDbCallers(ApiKeyLoader loader, RefreshingCache<String, CachedApiKey> cache) {
        this.loader = loader;
        this.cache = cache;
    }

    /** Over the metadata; reads nothing yet. */
    public static RonDbCallers over(MetadataDatabase metadata, CacheSettings settings, Refresher refresher) {
        ApiKeyLoader loader = new ApiKeyLoader(metadata);
        return new RonDbCallers(loader, RefreshingCache.keptFresh("API key", settings, loader, refresher));
    }

    @Override
    public Optional<Caller> byApiKey(ApiKey key, Deadline deadline) {
        CachedApiKey cached = cached(key, deadline);
        if (cached instanceof CachedApiKey.Owned owned) {
            return owned.secret().isOf(key.secret()) ? Optional.of(owned.owner()) : Optional.empty();
        }
        HashedSecret.NONE.isOf(key.secret());
        return Optional.empty();
    }

    private CachedApiKey cached(ApiKey key, Deadline deadline) {
        try {
            return cache.get(key.prefix(), deadline);
        } catch (LoadPending e) {
            throw StoreFailure.unavailable("Reading the API key takes long just now", RETRY_SOON, e);
        } catch (CacheFailure e) {
            throw new StoreFailure(ErrorCode.METADATA_CACHE_FAILED, "Reading the API key failed in the cache", e);
        }
    }

    /**
     * Reads all that is read for a key, for one that nobody has.
     *
     * @throws StoreFailure if it cannot be read
     */
    public void readNobodys(Deadline deadline) {
        byApiKey(NOBODYS, deadline);
        loader.readNobodysRights();
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
