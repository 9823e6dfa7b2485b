package dev.featurestore.rondb.rows;

import dev.featurestore.application.port.Deadline;
import dev.featurestore.application.port.OnlineStore;
import dev.featurestore.application.port.StoreFailure;
import dev.featurestore.application.port.StoredKeys;
import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.vector.EntryKeys;
import dev.featurestore.domain.vector.EntryRows;
import dev.featurestore.domain.vector.Key;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.domain.view.Lookup;
import dev.featurestore.rondb.cluster.Cluster;
import dev.featurestore.rondb.cluster.ReadDeadline;
import dev.featurestore.rondb.coalescing.CoalescingCounts;
import dev.featurestore.rondb.coalescing.CoalescingReader;
import dev.featurestore.rondb.coalescing.CoalescingSettings;
import dev.featurestore.rondb.coalescing.RowReader;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The online tables of a RonDB cluster: all rows of a request over one connection, or those of several requests that
 * would otherwise wait for each other. Thread-safe.
 */
public final class RonDbOnlineStore implements OnlineStore, StoredKeys, AutoCloseable {
    private final Cluster cluster;
    private final ViewReaders readers;
    private final StatementCounts counts = new StatementCounts();
    private final CoalescingReader coalescing;

    /** Over the cluster that holds the online tables; views are compiled to statements when they are first read. */
    public RonDbOnlineStore(Cluster cluster, JoinShape joins, CoalescingSettings coalescing) {
        this.cluster = cluster;
        this.readers = new ViewReaders(joins);
        this.coalescing = new CoalescingReader(new Rows(), coalescing);
    }

    @Override
    public CompletableFuture<List<EntryRows>> read(FeatureView view, List<EntryKeys> entries, Deadline request) {
        return coalescing.read(view, entries, request);
    }

    @Override
    public void verifyKeys(FeatureView view, Deadline request) {
        ViewReader reader = readers.of(view);
        ReadDeadline deadline = cluster.deadline(request);
        cluster.read(ErrorCode.STORE_READ_FAILED, reader.task(), deadline, connection -> {
            reader.verifyKeys(new Session(view, connection, deadline, counts));
            return view;
        });
    }

    @Override
    public List<Key> some(FeatureView view, Lookup lookup, int limit, Deadline request) {
        ViewReader reader = readers.of(view);
        ReadDeadline deadline = cluster.deadline(request);
        return cluster.read(
                ErrorCode.STORE_READ_FAILED,
                reader.task(),
                deadline,
                connection ->
                        reader.someKeys(new Session(view, connection, deadline, counts), lookup.position(), limit));
    }

    /** Rows from the cluster, by as many statements as it takes. */
    private final class Rows implements RowReader {
        @Override
        public Deadline end(Deadline request) {
            return cluster.end(request);
        }

        @Override
        public List<EntryRows> read(FeatureView view, List<EntryKeys> entries, Deadline request) {
            return read(view, entries, request, () -> {});
        }

        @Override
        public Optional<List<EntryRows>> readShared(FeatureView view, List<EntryKeys> entries, Deadline request) {
            AtomicBoolean sent = new AtomicBoolean();
            try {
                return Optional.of(read(view, entries, request, () -> sent.set(true)));
            } catch (StoreFailure failure) {
                if (sent.get()) {
                    return Optional.empty();
                }
                throw failure;
            }
        }

        private List<EntryRows> read(
                FeatureView view, List<EntryKeys> entries, Deadline request, Runnable onConnection) {
            ViewReader reader = readers.of(view);
            ReadDeadline deadline = cluster.deadline(request);
            return cluster.read(ErrorCode.STORE_READ_FAILED, reader.task(), deadline, connection -> {
                onConnection.run();
                return reader.read(new Session(view, connection, deadline, counts), entries);
            });
        }

        @Override
        public StoreFailure refusal(FeatureView view, String reason) {
            return cluster.refusal(readers.of(view).task(), reason);
        }
    }

    /** How many statements of that shape have been sent so far. */
    public long statements(StatementShape shape) {
        return counts.of(shape);
    }

    /** How requests have shared reads so far. */
    public CoalescingCounts coalescing() {
        return coalescing.counts();
    }

    /** Refuses all requests that wait, and those that come from now on. Reads that are under way go on. */
    @Override
    public void close() {
        coalescing.close();
    }
}
