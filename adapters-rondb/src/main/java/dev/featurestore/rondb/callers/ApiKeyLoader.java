package dev.featurestore.rondb.callers;

import dev.featurestore.domain.access.Caller;
import dev.featurestore.rondb.cache.CacheLoader;
import dev.featurestore.rondb.cache.KeySnapshot;
import dev.featurestore.rondb.metadata.MetadataDatabase;
import java.util.Optional;
import java.util.Set;

/** Loads keys by prefix with all rights of their owners, in two statements: key and memberships, grants. */
final class ApiKeyLoader implements CacheLoader<String, CachedApiKey> {
    private static final CachedApiKey UNKNOWN = new CachedApiKey.Unknown();

    private final ApiKeyTables keys;
    private final GrantTables grants;

    ApiKeyLoader(MetadataDatabase database) {
        this.keys = new ApiKeyTables(database);
        this.grants = new GrantTables(database);
    }

    @Override
    public CachedApiKey load(String prefix, Optional<CachedApiKey> previous) {
        return keys.byPrefix(prefix)
                .<CachedApiKey>map(key -> new CachedApiKey.Owned(key.secret(), new Caller.Member(grants.of(key))))
                .orElse(UNKNOWN);
    }

    @Override
    public boolean isAbsent(CachedApiKey value) {
        return value instanceof CachedApiKey.Unknown;
    }

    @Override
    public KeySnapshot<String, CachedApiKey> snapshot() {
        Set<String> prefixes = keys.prefixes();
        return prefix -> prefixes.contains(prefix) ? Optional.empty() : Optional.of(UNKNOWN);
    }
}
