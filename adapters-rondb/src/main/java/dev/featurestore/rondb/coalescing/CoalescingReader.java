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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Lets requests that would wait anyway share reads. As long as few reads of a feature view are under way, a request is
 * read at once, by its own thread. Others wait, without their threads; as soon as a read ends, another thread reads for
 * all that wait for the view, gives them their rows, and goes on with those that have come meanwhile.
 *
 * <p>Each request gets what it would get by itself. It waits no longer than its own deadline, and the last deadline is
 * that of the read, so that nobody's deadline ends another's. If a shared read fails once a connection was there, one
 * of its requests may be to blame, and each is read by itself; if there was none, all of them have failed.
 * {@link #close} ends the waiting of all.
 *
 * <p>A request waits for no more than two reads of its view, as long as all that wait fit into one. Feature views do
 * not wait for each other, except for connections. The pool gives these to the requests that wait for one in the order
 * of their coming; a request that finds a free connection may overtake them for up to 10 ms. Feature views are told
 * apart by identity. Thread-safe.
 */
public final class CoalescingReader implements OnlineStore, AutoCloseable {
    /** A request with more entries is read by itself: it would hold up others and gain little. */
    static final int MAX_ENTRIES_OF_REQUEST = 16;
    /**
     * In characters or bytes. Longer keys are read by themselves: together they might exceed what a statement takes.
     */
    private static final int MAX_KEY_LENGTH = 1024;

    private static final long IDLE_SECONDS = 30;

    private final RowReader reader;
    private final boolean enabled;
    private final LoadingCache<FeatureView, ViewReads> views;
    private final CoalescingCounts counts;

    /**
     * For reads that are shared, and the answers to those who waited for them: no more than there are such requests.
     */
    private final ExecutorService threads;

    private final ScheduledExecutorService scheduler;
    private volatile boolean closed;

    /** Over that reader. */
    public CoalescingReader(RowReader reader, CoalescingSettings settings) {
        this(reader, settings, InFlightLimit.ofMachine(settings.maxInFlight()));
    }

    CoalescingReader(RowReader reader, CoalescingSettings settings, InFlightLimit limit) {
        this.reader = reader;
        this.enabled = settings.enabled();
        this.counts = new CoalescingCounts(limit);
        // Work that comes after the end is not dropped: it runs, and fails, in the thread that brings it.
        this.threads = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                daemons("shared-read"),
                (read, ended) -> read.run());
        ScheduledThreadPoolExecutor one = new ScheduledThreadPoolExecutor(
                1, daemons("shared-read-watchdog"), new ThreadPoolExecutor.DiscardPolicy());
        // The thread starts now, so that a lack of threads is found here and not in the middle of a request.
        one.prestartCoreThread();
        this.scheduler = one;
        ReadWatchdog watchdog = new ReadWatchdog(scheduler);
        // Housekeeping is short: to hand it to another thread would cost more than to do it.
        this.views = Caffeine.newBuilder()
                .weakKeys()
                .executor(Runnable::run)
                .build(view ->
                        new ViewReads(reader, new ReadQueue(limit, settings.maxEntries()), counts, threads, watchdog));
    }

    private static ThreadFactory daemons(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    public CompletableFuture<List<EntryRows>> read(FeatureView view, List<EntryKeys> entries, Deadline request) {
        if (closed) {
            return CompletableFuture.failedFuture(reader.refusal(view, "closed"));
        }
        return enabled && mayShare(entries)
                ? views.get(view).read(view, entries, request)
                : ViewReads.readByItself(reader, counts, view, entries, request);
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

    /** Refuses all requests that wait, and those that come from now on. Reads that are under way go on. */
    @Override
    public void close() {
        closed = true;
        views.asMap().values().forEach(each -> each.refuseAll("closed"));
        threads.shutdown();
        scheduler.shutdown();
    }
}
