package dev.featurestore.rondb.rows;

import dev.featurestore.application.port.Deadline;
import dev.featurestore.application.port.OnlineStore;
import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.vector.EntryKeys;
import dev.featurestore.domain.vector.EntryRows;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.rondb.cluster.Cluster;
import dev.featurestore.rondb.cluster.ReadDeadline;
import java.util.List;

/** The online tables of a RonDB cluster: all rows of a request over one connection. Thread-safe. */
public final class RonDbOnlineStore implements OnlineStore {
    private final Cluster cluster;
    private final ViewReaders readers;
    private final StatementCounts counts = new StatementCounts();

    /** Over the cluster that holds the online tables; views are compiled to statements when they are first read. */
    public RonDbOnlineStore(Cluster cluster, JoinShape joins) {
        this.cluster = cluster;
        this.readers = new ViewReaders(joins);
    }

    @Override
    public List<EntryRows> read(FeatureView view, List<EntryKeys> entries, Deadline request) {
        ViewReader reader = readers.of(view);
        ReadDeadline deadline = cluster.deadline(request);
        return cluster.read(
                ErrorCode.STORE_READ_FAILED,
                reader.task(),
                deadline,
                connection -> reader.read(new Session(view, connection, deadline, counts), entries));
    }

    /** How many statements of that shape have been sent so far. */
    public long statements(StatementShape shape) {
        return counts.of(shape);
    }
}
