package dev.featurestore.rondb.metadata;

import dev.featurestore.application.port.Deadline;
import dev.featurestore.application.port.StoreFailure;
import dev.featurestore.domain.ErrorCode;
import dev.featurestore.rondb.cache.CacheLoader;
import dev.featurestore.rondb.cache.CacheSettings;
import dev.featurestore.rondb.cache.Refresher;
import dev.featurestore.rondb.cache.RefreshingCache;
import dev.featurestore.rondb.cluster.Cluster;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** The database {@code hopsworks}: only ever read. Knows which of the optional tables it has. Thread-safe. */
public final class MetadataDatabase implements AutoCloseable {
    private static final String WHOLE = "tables of the metadata";

    private final Cluster cluster;
    private final RefreshingCache<String, MetadataShape> shapes;

    /**
     * Over a cluster; reads nothing yet.
     *
     * @param settings how often to look whether the tables have changed, as an upgrade of Hopsworks does
     */
    public MetadataDatabase(Cluster cluster, CacheSettings settings, Refresher refresher) {
        this.cluster = cluster;
        this.shapes = RefreshingCache.loadingInCaller(
                "shapes", settings, CacheLoader.always(whole -> readShape()), refresher);
    }

    /**
     * Which tables and columns there are just now, as of the last refresh.
     *
     * @throws StoreFailure if that cannot be read
     */
    public MetadataShape shape() {
        return shapes.get(WHOLE);
    }

    /** Reads what more than one request may wait for: with no deadline but the settings'. */
    public <T> T read(ErrorCode code, String what, Function<Handle, T> work) {
        return read(code, what, Deadline.NONE, work);
    }

    /**
     * Reads.
     *
     * @param code of a failure
     * @param what is read, as the subject of a message
     * @param deadline by when to answer or to throw; the settings may have it end sooner
     * @throws StoreFailure if it fails
     */
    public <T> T read(ErrorCode code, String what, Deadline deadline, Function<Handle, T> work) {
        try {
            return cluster.readWithJdbi(code, what, deadline, work);
        } catch (StoreFailure failure) {
            if (failure.code() == code) { // perhaps a table has come or gone: look again before the next statement
                shapes.invalidate(WHOLE);
            }
            throw failure;
        }
    }

    private MetadataShape readShape() {
        return cluster.readWithJdbi(
                ErrorCode.FEATURE_VIEW_UNREADABLE,
                "Reading the list of metadata tables",
                Deadline.NONE,
                MetadataShape::read);
    }

    @Override
    public void close() {
        shapes.close();
    }
}
