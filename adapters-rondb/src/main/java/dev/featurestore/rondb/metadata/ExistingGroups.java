package dev.featurestore.rondb.metadata;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.featurestore.domain.ErrorCode;
import dev.featurestore.rondb.cache.CacheSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Which feature groups are still there. Many views join the same: they share what was read a moment ago. Thread-safe.
 */
final class ExistingGroups {
    /** A group is looked for again when it was last seen that share of an interval ago. */
    private static final double OLD = 0.8;

    private final MetadataDatabase database;
    private final double oldNanos;
    private final Cache<Integer, Seen> seen;
    private final AtomicBoolean gone = new AtomicBoolean();

    ExistingGroups(MetadataDatabase database, CacheSettings settings) {
        this.database = database;
        this.oldNanos = OLD * settings.period().toNanos();
        this.seen = Caffeine.newBuilder()
                .expireAfterAccess(settings.unusedAfter())
                .executor(Runnable::run)
                .build();
    }

    /**
     * Looks for those of the groups that nobody has looked for lately.
     *
     * @param ids of {@code feature_group}
     * @throws dev.featurestore.application.port.StoreFailure if that fails
     */
    void refresh(Collection<Integer> ids, String what) {
        long now = System.nanoTime();
        List<Integer> old = new ArrayList<>();
        for (Integer id : ids) {
            @Nullable Seen last = seen.getIfPresent(id);
            if (last == null || now - last.asOf() > oldNanos) {
                old.add(id);
            }
        }
        Set<Integer> there = database.existing("feature_group", old, ErrorCode.FEATURE_GROUP_UNREADABLE, what);
        for (Integer id : old) {
            @Nullable Seen last = seen.getIfPresent(id);
            Seen fresh = new Seen(there.contains(id), now);
            seen.put(id, fresh);
            if (!fresh.there() && (last == null || last.there())) {
                gone.set(true);
            }
        }
    }

    /** Whether one of them is known not to be there. */
    boolean lacksAny(Collection<Integer> ids) {
        for (Integer id : ids) {
            @Nullable Seen last = seen.getIfPresent(id);
            if (last != null && !last.there()) {
                return true;
            }
        }
        return false;
    }

    /** Whether any group was found to be gone since this was asked last. */
    boolean haveGone() {
        return gone.getAndSet(false);
    }

    private record Seen(boolean there, long asOf) {}
}
