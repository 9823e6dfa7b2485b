package dev.featurestore.rondb.callers;

import dev.featurestore.domain.access.Caller;
import dev.featurestore.rondb.cache.Census;
import dev.featurestore.rondb.cache.Source;
import dev.featurestore.rondb.metadata.MetadataDatabase;
import java.util.Optional;
import java.util.Set;

/** Loads keys by prefix with all rights of their owners, in two statements: key and memberships, grants. */
final class KeySource implements Source<String, HeldKey> {
    private static final HeldKey UNKNOWN = new HeldKey.Unknown();

    private final KeyTables keys;
    private final GrantTables grants;

    KeySource(MetadataDatabase database) {
        this.keys = new KeyTables(database);
        this.grants = new GrantTables(database);
    }

    @Override
    public HeldKey load(String prefix, Optional<HeldKey> previous) {
        return keys.byPrefix(prefix)
                .<HeldKey>map(key -> new HeldKey.Owned(key.secret(), new Caller.Member(grants.of(key))))
                .orElse(UNKNOWN);
    }

    @Override
    public boolean isAbsent(HeldKey value) {
        return value instanceof HeldKey.Unknown;
    }

    @Override
    public Census<String, HeldKey> census() {
        Set<String> prefixes = keys.prefixes();
        return prefix -> prefixes.contains(prefix) ? Optional.empty() : Optional.of(UNKNOWN);
    }
}
