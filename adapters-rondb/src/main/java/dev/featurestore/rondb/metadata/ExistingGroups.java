package dev.featurestore.rondb.metadata;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.featurestore.domain.ErrorCode;
import dev.featurestore.rondb.cache.CacheSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which feature groups are still there. Many views join the same: they share what was read a moment ago. For one thread
 * at a time: that of the sweeps.
 */
final class ExistingGroups {
    private final MetadataDatabase database;
    private final long sharedNanos;
    private final Cache<Integer, Seen> seen;
    private boolean gone;

    ExistingGroups(MetadataDatabase database, CacheSettings settings) {
        this.database = database;
        this.sharedNanos = settings.sharedFor().toNanos();
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
            if (last == null || now - last.asOf() > sharedNanos) {
                old.add(id);
            }
        }
        Set<Integer> there = existing(old, what);
        for (Integer id : old) {
            @Nullable Seen last = seen.getIfPresent(id);
            Seen fresh = new Seen(there.contains(id), now);
            seen.put(id, fresh);
            if (!fresh.there() && (last == null || last.there())) {
                gone = true;
            }
        }
    }

    private Set<Integer> existing(Collection<Integer> ids, String what) {
        Set<Integer> there = new HashSet<>();
        for (List<Integer> piece : InLists.pieces(ids)) {
            there.addAll(database.read(
                    ErrorCode.FEATURE_GROUP_UNREADABLE,
                    what,
                    handle -> handle.createQuery("SELECT g.id FROM hopsworks.feature_group g WHERE g.id IN (<ids>)")
                            .bindList("ids", InLists.padded(piece))
                            .map((row, context) -> row.getInt(1))
                            .list()));
        }
        return there;
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
        boolean any = gone;
        gone = false;
        return any;
    }

    private record Seen(boolean there, long asOf) {}
}
