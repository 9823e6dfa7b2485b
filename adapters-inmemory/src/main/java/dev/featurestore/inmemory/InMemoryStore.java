package dev.featurestore.inmemory;

import dev.featurestore.application.port.Callers;
import dev.featurestore.application.port.Deadline;
import dev.featurestore.application.port.FeatureStoreCatalogue;
import dev.featurestore.application.port.FeatureViews;
import dev.featurestore.application.port.OnlineStore;
import dev.featurestore.application.port.StoreHealth;
import dev.featurestore.application.port.StoredKeys;
import dev.featurestore.domain.access.ApiKey;
import dev.featurestore.domain.access.Caller;
import dev.featurestore.domain.vector.EntryKeys;
import dev.featurestore.domain.vector.EntryRows;
import dev.featurestore.domain.vector.Key;
import dev.featurestore.domain.view.FeatureStore;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.domain.view.FeatureViewName;
import dev.featurestore.domain.view.Lookup;
import dev.featurestore.inmemory.file.DataFile;
import dev.featurestore.inmemory.file.InvalidDataFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * All the ports over a data file that was read once ({@code docs/data-file.md}). Never throws a
 * {@link dev.featurestore.application.port.StoreFailure}. Immutable and thread-safe.
 */
public final class InMemoryStore
        implements FeatureViews, OnlineStore, StoredKeys, Callers, FeatureStoreCatalogue, StoreHealth {
    private static final String DEMO = "demo-data.json";

    private final FeatureViews views;
    private final RowIndex rows;
    private final Callers callers;
    private final FeatureStoreCatalogue catalogue;

    private InMemoryStore(DataFile data) {
        this.views = new ViewIndex(data);
        this.rows = new RowIndex(data);
        this.callers = new ApiKeyIndex(data.callers());
        this.catalogue = new Catalogue(data);
    }

    /**
     * Loads a data file.
     *
     * @throws InvalidDataFile if it cannot be read, or anything in it is wrong: all of it is said at once
     */
    public static InMemoryStore load(Path file) {
        try {
            return parse(file.toString(), Files.readAllBytes(file));
        } catch (NoSuchFileException missing) {
            throw new InvalidDataFile(file.toString(), List.of("there is no such file"), 0);
        } catch (IOException unreadable) {
            throw new InvalidDataFile(file.toString(), List.of("the file cannot be read"), 0);
        }
    }

    /** Loads the demo data that come with the program; {@link DemoApiKeys} open it. */
    public static InMemoryStore demo() {
        try (InputStream file = InMemoryStore.class.getResourceAsStream(DEMO)) {
            return parse(DEMO, Objects.requireNonNull(file, DEMO).readAllBytes());
        } catch (IOException unreadable) {
            throw new IllegalStateException("the demo data are not where they belong", unreadable);
        }
    }

    static InMemoryStore parse(String name, byte[] content) {
        return new InMemoryStore(DataFile.read(name, content));
    }

    @Override
    public Resolution find(FeatureViewName name, Deadline deadline) {
        return views.find(name, deadline);
    }

    /** @throws IllegalArgumentException if the view is not one that {@link #find} gave */
    @Override
    public CompletableFuture<List<EntryRows>> read(FeatureView view, List<EntryKeys> entries, Deadline deadline) {
        return rows.read(view, entries, deadline);
    }

    /** @throws IllegalArgumentException if the view is not one that {@link #find} gave */
    @Override
    public List<Key> some(FeatureView view, Lookup lookup, int limit, Deadline deadline) {
        return rows.some(view, lookup, limit, deadline);
    }

    @Override
    public Optional<Caller> byApiKey(ApiKey key, Deadline deadline) {
        return callers.byApiKey(key, deadline);
    }

    @Override
    public List<FeatureStore> stores(Deadline deadline) {
        return catalogue.stores(deadline);
    }

    @Override
    public Optional<Views> viewsOf(String store, Deadline deadline) {
        return catalogue.viewsOf(store, deadline);
    }

    @Override
    public List<Part> parts() {
        return List.of(new Part("in-memory-store", true, "loaded"));
    }
}
