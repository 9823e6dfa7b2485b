package dev.featurestore.application.port;

import dev.featurestore.domain.vector.EntryKeys;
import dev.featurestore.domain.vector.EntryRows;
import dev.featurestore.domain.view.FeatureView;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Port: the rows of feature groups, by primary key. Implementations are thread-safe. */
@FunctionalInterface
public interface OnlineStore {
    /**
     * Reads all rows of all entries: one call a request, so that the store may choose the best way. A request that has
     * to wait for others does so without its thread: it gets its rows, or why there are none, in another. What is done
     * with them has to be quick: other requests may get theirs in the same thread after it.
     *
     * @param view whose look-ups they are
     * @param entries at least one; several may name the same row. An entry is answered as if it were alone
     * @param deadline by when to answer or to fail
     * @return the rows of each entry, in order; {@link dev.featurestore.domain.vector.Row#NOT_READ} wherever the entry
     *     has no key, and nowhere else. Often complete already; always completed in the end. Fails with
     *     {@link OutdatedFeatureView} if a column that the view reads has another type than when the view was compiled,
     *     with {@link StoreFailure} if the store cannot be read: then none of the entries is answered. It is not to be
     *     completed or cancelled by others
     */
    CompletableFuture<List<EntryRows>> read(FeatureView view, List<EntryKeys> entries, Deadline deadline);

    /**
     * Looks whether the key columns have the types that the view was compiled for: to be called before a client is told
     * that a value does not fit one of them. By default it does nothing: for stores whose tables never change.
     *
     * @throws OutdatedFeatureView if one of them has another type
     * @throws StoreFailure if the store cannot be asked
     */
    default void verifyKeys(FeatureView view, Deadline deadline) {}
}
