package dev.featurestore.rondb.coalescing;

import dev.featurestore.application.port.Deadline;
import dev.featurestore.application.port.OutdatedFeatureView;
import dev.featurestore.application.port.StoreFailure;
import dev.featurestore.domain.vector.EntryKeys;
import dev.featurestore.domain.vector.EntryRows;
import dev.featurestore.domain.view.FeatureView;
import java.util.List;
import java.util.Optional;

/** Reads rows for {@link CoalescingReader}. Thread-safe. */
public interface RowReader {
    /** By when a request's rows have to be read: no later than its own deadline. */
    Deadline end(Deadline request);

    /**
     * Reads the entries of one request.
     *
     * @throws StoreFailure if they cannot be read
     * @throws OutdatedFeatureView if the tables have changed
     */
    List<EntryRows> read(FeatureView view, List<EntryKeys> entries, Deadline deadline);

    /**
     * Reads the entries of several requests, one after the other.
     *
     * @return empty if that failed in a way that may concern only some of them: each is to be read by itself
     * @throws StoreFailure if none of them could be read by itself either
     * @throws OutdatedFeatureView if the tables have changed
     */
    Optional<List<EntryRows>> readShared(FeatureView view, List<EntryKeys> entries, Deadline deadline);

    /** What a request is told whose read did not begin. */
    StoreFailure refusal(FeatureView view, String reason);
}
