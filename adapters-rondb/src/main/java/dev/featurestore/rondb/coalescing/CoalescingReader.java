package dev.featurestore.rondb.coalescing;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.featurestore.application.port.Deadline;
import dev.featurestore.application.port.OnlineStore;
import dev.featurestore.domain.value.KeyValue;
import dev.featurestore.domain.vector.EntryKeys;
import dev.featurestore.domain.vector.EntryRows;
import dev.featurestore.domain.vector.Key;
import dev.featurestore.domain.view.FeatureView;
import java.util.List;
import java.util.Optional;

/**
 * Lets requests that would wait anyway share reads. As long as few reads of a feature view are under way, a request is
 * read at once, by its own thread. Others wait; as soon as a read ends, one of them reads for all that wait for the view.
 * No thread and no timer takes part.
 *
 * <p>Each request gets what it would get by itself. It waits no longer than its own deadline, and the one with the last
 * deadline reads for all, so that nobody's deadline ends another's read. If a shared read fails in a way that one of its
 * requests may be to blame for, each is read by itself; if the store cannot be asked or does not answer, all of them have
 * failed. An interrupt ends the waiting of one request, {@link #close} that of all.
 *
 * <p>A request waits for no more than two reads of its view, as long as all that wait fit into one. Feature views do not
 * wait for each other, except for connections, which the pool gives in the order of coming. Feature views are told apart
 * by identity. Thread-safe.
 */
public final class CoalescingReader implements OnlineStore, AutoCloseable {
    /** A request with more entries is read by itself: it would hold up others and gain little. */
    static final int MAX_ENTRIES_OF_REQUEST = 16;
    /** In characters or bytes. Longer keys are read by themselves: together they might exceed what a statement takes. */
    private static final int MAX_KEY_LENGTH = 1024;

    private final RowReader reader;
    private final boolean enabled;
    private final LoadingCache<FeatureView, ReadQueue> queues;
    private final CoalescingCounts counts;
    private volatile boolean closed;

    /** Over that reader. */
    public CoalescingReader(RowReader reader, CoalescingSettings settings) {
        this(reader, settings, InFlightLimit.ofMachine(settings.maxInFlight()));
    }

    CoalescingReader(RowReader reader, CoalescingSettings settings, InFlightLimit limit) {
        this.reader = reader;
        this.enabled = settings.enabled();
        this.counts = new CoalescingCounts(limit);
        // Housekeeping is short; handed to another thread it would wake that up in the middle of requests.
        this.queues = Caffeine.newBuilder()
                .weakKeys()
                .executor(Runnable::run)
                .build(view -> new ReadQueue(limit, settings.maxEntries()));
    }

    @Override
    public List<EntryRows> read(FeatureView view, List<EntryKeys> entries, Deadline request) {
        if (closed) {
            throw reader.refusal(view, "closed");
        }
        if (!enabled || !mayShare(entries)) {
            counts.read(entries.size());
            return reader.read(view, entries, request);
        }
        return new SharedRead(reader, counts, view, queues.get(view), entries, request).read();
    }

    private static boolean mayShare(List<EntryKeys> entries) {
        if (entries.size() > MAX_ENTRIES_OF_REQUEST) {
            return false;
        }
        for (int i = 0; i < entries.size(); i++) {
            List<Optional<Key>> keys = entries.get(i).byLookup();
            for (int lookup = 0; lookup < keys.size(); lookup++) {
                if (keys.get(lookup).isPresent() && isLong(keys.get(lookup).get())) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isLong(Key key) {
        for (int i = 0; i < key.parts().size(); i++) {
            KeyValue part = key.parts().get(i);
            if ((part instanceof KeyValue.Text text && text.value().length() > MAX_KEY_LENGTH)
                    || (part instanceof KeyValue.Bytes bytes && bytes.value().length > MAX_KEY_LENGTH)) {
                return true;
            }
        }
        return false;
    }

    /** What has been read so far. */
    public CoalescingCounts counts() {
        return counts;
    }

    /** Refuses all that wait, and whoever comes from now on. Reads that are under way go on. */
    @Override
    public void close() {
        closed = true;
        queues.asMap().forEach((view, queue) -> {
            PendingRead.Outcome refused = new PendingRead.Failure(reader.refusal(view, "closed"));
            for (PendingRead each : queue.clear()) {
                each.complete(refused);
                each.wake();
            }
        });
    }
}
