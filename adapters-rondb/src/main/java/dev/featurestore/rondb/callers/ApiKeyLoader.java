package dev.featurestore.rondb.callers;

import dev.featurestore.domain.access.Caller;
import dev.featurestore.rondb.cache.CacheLoader;
import dev.featurestore.rondb.cache.KeySnapshot;
import dev.featurestore.rondb.callers.ApiKeyTables.KeyRow;
import dev.featurestore.rondb.metadata.InLists;
import dev.featurestore.rondb.metadata.MetadataDatabase;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Loads keys by prefix with all rights of their owners, in two statements for many: keys and memberships, grants. */
final class ApiKeyLoader implements CacheLoader<String, CachedApiKey> {
    private static final CachedApiKey UNKNOWN = new CachedApiKey.Unknown();

    private final ApiKeyTables keys;
    private final GrantTables grants;

    ApiKeyLoader(MetadataDatabase database) {
        this.keys = new ApiKeyTables(database);
        this.grants = new GrantTables(database);
    }

    @Override
    public Map<String, CachedApiKey> load(Collection<String> prefixes, Map<String, CachedApiKey> previous) {
        Map<String, CachedApiKey> loaded = new HashMap<>();
        prefixes.forEach(prefix -> loaded.put(prefix, UNKNOWN));
        for (List<String> piece : InLists.pieces(prefixes)) {
            Map<String, KeyRow> rows = keys.byPrefix(piece);
            GrantTables.Rights rights = grants.of(rows.values());
            rows.forEach((prefix, key) ->
                    loaded.put(prefix, new CachedApiKey.Owned(key.secret(), new Caller.Member(rights.of(key)))));
        }
        return loaded;
    }

    /** See {@link GrantTables#readNobodys}. */
    void readNobodysRights() {
        grants.readNobodys();
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
