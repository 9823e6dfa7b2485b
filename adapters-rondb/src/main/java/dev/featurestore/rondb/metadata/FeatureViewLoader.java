package dev.featurestore.rondb.metadata;

import dev.featurestore.application.port.FeatureViews.Resolution;
import dev.featurestore.application.port.StoreFailure;
import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.Failure;
import dev.featurestore.domain.view.FeatureStore;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.domain.view.FeatureViewName;
import dev.featurestore.domain.view.InvalidFeatureView;
import dev.featurestore.rondb.cache.CacheLoader;
import dev.featurestore.rondb.cache.CacheSettings;
import dev.featurestore.rondb.cache.KeySnapshot;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads views: reads their metadata and compiles them, unless nothing has changed. */
final class FeatureViewLoader implements CacheLoader<FeatureViewName, CachedView> {
    private static final Logger LOG = LoggerFactory.getLogger(FeatureViewLoader.class);

    private final MetadataDatabase database;
    private final ViewMetadataReader reader;
    private final ViewConfirmation confirmation;

    FeatureViewLoader(
            MetadataDatabase database, ExistingGroups groups, OnlineTables onlineTables, CacheSettings settings) {
        this.database = database;
        this.reader = new ViewMetadataReader(database, onlineTables, settings);
        this.confirmation = new ViewConfirmation(database, groups, onlineTables);
    }

    /** See {@link ViewMetadataReader#knownStore}. */
    Optional<FeatureStore> knownStore(String lowerCase) {
        return reader.knownStore(lowerCase);
    }

    @Override
    public Map<FeatureViewName, CachedView> load(
            Collection<FeatureViewName> names, Map<FeatureViewName, CachedView> previous) {
        Map<FeatureViewName, CachedView> views = new HashMap<>();
        reader.read(names)
                .forEach((name, loaded) -> cached(name, loaded, Optional.ofNullable(previous.get(name)))
                        .ifPresent(view -> views.put(name, view)));
        return views;
    }

    @Override
    public Map<FeatureViewName, CachedView> refresh(Map<FeatureViewName, CachedView> held) {
        Map<FeatureViewName, CachedView> views = new HashMap<>(held);
        Set<FeatureViewName> changed = new HashSet<>(held.keySet());
        for (LoadedView.View unchanged : confirmation.unchanged(
                held.values().stream().flatMap(CachedView::wholeView).toList())) {
            reader.know(unchanged.definition().store());
            changed.remove(unchanged.name());
        }
        changed.forEach(views::remove);
        views.putAll(reload(changed, held));
        return views;
    }

    /** Those that can be read: that others cannot does not count against them, nor against the unchanged ones. */
    private Map<FeatureViewName, CachedView> reload(
            Collection<FeatureViewName> changed, Map<FeatureViewName, CachedView> held) {
        Map<FeatureViewName, CachedView> views = new HashMap<>();
        for (List<FeatureViewName> piece : InLists.pieces(changed, RonDbFeatureViews.AT_ONCE)) {
            try {
                views.putAll(load(piece, held));
            } catch (StoreFailure failure) {
                LOG.debug("{} feature views cannot be read again", piece.size(), failure);
                if (failure.code() == ErrorCode.UNAVAILABLE) { // each of the others would take as long to fail
                    return views;
                }
            }
        }
        return views;
    }

    @Override
    public Optional<Predicate<CachedView>> outdated() {
        return confirmation.hasSeenChanges()
                ? Optional.of(cached -> cached.view().anyMatch(confirmation::isOutdated))
                : Optional.empty();
    }

    /**
     * A view that could be served a moment ago and now contradicts itself may be in the middle of a change: that counts
     * as a failed reload, so that the view is served as it was for as long as the cache accepts failed reloads. Another
     * view under its name is not served in its place.
     */
    private static Optional<CachedView> cached(FeatureViewName name, LoadedView loaded, Optional<CachedView> previous) {
        if (previous.isPresent() && previous.get().says(loaded)) {
            return Optional.of(new CachedView(loaded, previous.get().answer()));
        }
        Resolution answer = answer(name, loaded);
        if (answer instanceof Resolution.Unusable unusable
                && previous.isPresent()
                && previous.get().answer() instanceof Resolution.Found
                && previous.get().loaded().viewId().equals(loaded.viewId())) {
            LOG.debug(
                    "Feature view {} stays as it was: {}",
                    name,
                    unusable.failure().message());
            return Optional.empty();
        }
        return Optional.of(new CachedView(loaded, answer));
    }

    private static Resolution answer(FeatureViewName name, LoadedView loaded) {
        if (loaded instanceof LoadedView.View found) {
            return compile(name, found);
        }
        return ((LoadedView.Nothing) loaded).why();
    }

    private static Resolution compile(FeatureViewName name, LoadedView.View found) {
        try {
            return new Resolution.Found(FeatureView.compile(found.definition()));
        } catch (InvalidFeatureView contradiction) {
            return new Resolution.Unusable(
                    found.definition().store(),
                    new Failure(
                            ErrorCode.FEATURE_VIEW_UNREADABLE,
                            "Reading feature view " + name + " failed: " + contradiction.getMessage()));
        }
    }

    @Override
    public boolean isAbsent(CachedView value) {
        return value.isAbsent();
    }

    @Override
    public KeySnapshot<FeatureViewName, CachedView> snapshot() {
        return ViewSnapshots.take(database);
    }
}
