package dev.featurestore.rondb.coalescing;

import dev.featurestore.application.port.Deadline;
import dev.featurestore.application.port.StoreFailure;
import dev.featurestore.domain.value.KeyValue;
import dev.featurestore.domain.value.Value;
import dev.featurestore.domain.vector.EntryKeys;
import dev.featurestore.domain.vector.EntryRows;
import dev.featurestore.domain.vector.Key;
import dev.featurestore.domain.vector.Row;
import dev.featurestore.domain.view.FeatureView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A store that holds a row for every key, and answers a read when it is told how. Thread-safe. */
final class ManualStore implements RowReader {
    /** A read that has begun. */
    static final class Begun {
        final List<String> keys;
        final boolean shared;
        final Deadline deadline;
        private final CompletableFuture<Function<List<EntryKeys>, Optional<List<EntryRows>>>> order =
                new CompletableFuture<>();

        Begun(List<EntryKeys> entries, boolean shared, Deadline deadline) {
            this.keys = entries.stream().map(ManualStore::key).toList();
            this.shared = shared;
            this.deadline = deadline;
        }

        /** Gives each its row. */
        void succeed() {
            order.complete(entries ->
                    Optional.of(entries.stream().map(each -> row(key(each))).toList()));
        }

        /** Fails in a way that may concern only one of the requests. */
        void failAsMayConcernOne() {
            order.complete(entries -> Optional.empty());
        }

        void fail(RuntimeException failure) {
            order.complete(entries -> {
                throw failure;
            });
        }

        void fail(Error failure) {
            order.complete(entries -> {
                throw failure;
            });
        }

        boolean isOver() {
            return order.isDone();
        }
    }

    private final List<Begun> begun = new ArrayList<>();
    private boolean automatic;

    static EntryKeys entry(String key) {
        return new EntryKeys(List.of(Optional.of(new Key(List.of(new KeyValue.Text(key))))));
    }

    static String key(EntryKeys keys) {
        return ((KeyValue.Text) keys.byLookup().get(0).orElseThrow().parts().get(0)).value();
    }

    static EntryRows row(String key) {
        return new EntryRows(List.of(new Row.Found(List.of(Value.text("row of " + key)))));
    }

    @Override
    public Deadline end(Deadline request) {
        return request.orSooner(Duration.ofMinutes(1));
    }

    @Override
    public List<EntryRows> read(FeatureView view, List<EntryKeys> entries, Deadline deadline) {
        return read(entries, deadline, false).orElseThrow();
    }

    @Override
    public Optional<List<EntryRows>> readShared(FeatureView view, List<EntryKeys> entries, Deadline deadline) {
        return read(entries, deadline, true);
    }

    private Optional<List<EntryRows>> read(List<EntryKeys> entries, Deadline deadline, boolean shared) {
        Begun read = new Begun(entries, shared, deadline);
        synchronized (this) {
            begun.add(read);
            if (automatic) {
                read.succeed();
            }
        }
        return read.order.join().apply(entries);
    }

    @Override
    public StoreFailure refusal(FeatureView view, String reason) {
        return StoreFailure.unavailable(reason, Duration.ofSeconds(1), new IllegalStateException(reason));
    }

    synchronized int begunSoFar() {
        return begun.size();
    }

    synchronized Begun begun(int index) {
        return begun.get(index);
    }

    /** All that have begun and all that will succeed. */
    synchronized void finishAll() {
        automatic = true;
        begun.forEach(Begun::succeed);
    }
}
