package dev.featurestore.application.port;

import dev.featurestore.domain.vector.EntryKeys;
import dev.featurestore.domain.vector.EntryRows;
import dev.featurestore.domain.view.FeatureView;
import java.util.List;

/** Port: the rows of feature groups, by primary key. Implementations are thread-safe. */
@FunctionalInterface
public interface OnlineStore {
    /**
     * Reads all rows of all entries: one call a request, so that the store may choose the best way.
     *
     * @param view whose look-ups they are
     * @param entries at least one; several may name the same row. An entry is answered as if it were alone
     * @param deadline by when to answer or to throw
     * @return the rows of each entry, in order; {@link dev.featurestore.domain.vector.Row#NOT_READ} wherever the entry
     *     has no key, and nowhere else
     * @throws OutdatedFeatureView if a column that the view reads has another type than when the view was compiled
     * @throws StoreFailure if the store cannot be read: then none of the entries is answered
     */
    List<EntryRows> read(FeatureView view, List<EntryKeys> entries, Deadline deadline);

    /** The same without a deadline of the caller's. */
    default List<EntryRows> read(FeatureView view, List<EntryKeys> entries) {
        return read(view, entries, Deadline.NONE);
    }
}
