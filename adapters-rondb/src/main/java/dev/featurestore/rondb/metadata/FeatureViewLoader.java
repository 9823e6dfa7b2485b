package dev.featurestore.rondb.metadata;

import dev.featurestore.application.port.FeatureViews.Resolution;
import dev.featurestore.application.port.StoreFailure;
import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.Failure;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.domain.view.FeatureViewName;
import dev.featurestore.domain.view.InvalidFeatureView;
import dev.featurestore.rondb.cache.CacheLoader;
import dev.featurestore.rondb.cache.KeySnapshot;
import java.util.Optional;

/** Loads views: reads their metadata and compiles them, unless nothing has changed. */
final class FeatureViewLoader implements CacheLoader<FeatureViewName, CachedView> {
    private final MetadataDatabase database;
    private final ViewMetadataReader reader;

    FeatureViewLoader(MetadataDatabase database, ViewMetadataReader reader) {
        this.database = database;
        this.reader = reader;
    }

    /**
     * A view that could be served a moment ago and now contradicts itself may be in the middle of a change: that counts
     * as a failed reload, so that the view is served as it was for as long as the cache bears with failures.
     */
    @Override
    public CachedView load(FeatureViewName name, Optional<CachedView> previous) {
        LoadedView loaded = reader.read(name);
        if (previous.isPresent() && previous.get().loaded().equals(loaded)) {
            return previous.get();
        }
        Resolution answer = answer(name, loaded);
        if (answer instanceof Resolution.Unusable unusable
                && previous.isPresent()
                && previous.get().answer() instanceof Resolution.Found) {
            Failure failure = unusable.failure();
            throw new StoreFailure(failure.code(), failure.message(), new IllegalStateException(failure.message()));
        }
        return new CachedView(loaded, answer);
    }

    private Resolution answer(FeatureViewName name, LoadedView loaded) {
        if (loaded instanceof LoadedView.View found) {
            return compile(name, found);
        }
        return ((LoadedView.Nothing) loaded).why();
    }

    private Resolution compile(FeatureViewName name, LoadedView.View found) {
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
