package dev.featurestore.rondb.metadata;

import dev.featurestore.application.port.FeatureViews.Resolution;
import dev.featurestore.application.port.StoreFailure;
import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.Failure;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.domain.view.FeatureViewName;
import dev.featurestore.domain.view.InvalidFeatureView;
import dev.featurestore.rondb.cache.Census;
import dev.featurestore.rondb.cache.Source;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Loads views: reads their metadata and compiles them, unless nothing has changed. */
final class ViewSource implements Source<FeatureViewName, HeldView> {
    private final MetadataDatabase database;
    private final ViewMetadataReader reader;
    private final BiConsumer<FeatureView, Map<Integer, String>> prepare;

    ViewSource(
            MetadataDatabase database,
            ViewMetadataReader reader,
            BiConsumer<FeatureView, Map<Integer, String>> prepare) {
        this.database = database;
        this.reader = reader;
        this.prepare = prepare;
    }

    /**
     * A view that could be served a moment ago and now contradicts itself may be in the middle of a change: that counts
     * as a failed reload, so that the view is served as it was for as long as the cache bears with failures.
     */
    @Override
    public HeldView load(FeatureViewName name, Optional<HeldView> previous) {
        Finding finding = reader.read(name);
        if (previous.isPresent() && previous.get().finding().equals(finding)) {
            return previous.get();
        }
        Resolution answer = answer(name, finding);
        if (answer instanceof Resolution.Unusable unusable
                && previous.isPresent()
                && previous.get().answer() instanceof Resolution.Found) {
            Failure failure = unusable.failure();
            throw new StoreFailure(failure.code(), failure.message(), new IllegalStateException(failure.message()));
        }
        return new HeldView(finding, answer);
    }

    private Resolution answer(FeatureViewName name, Finding finding) {
        if (finding instanceof Finding.View found) {
            return compile(name, found);
        }
        return ((Finding.Nothing) finding).why();
    }

    private Resolution compile(FeatureViewName name, Finding.View found) {
        try {
            FeatureView view = FeatureView.compile(found.definition());
            prepare.accept(view, found.avroSchemas());
            return new Resolution.Found(view);
        } catch (InvalidFeatureView contradiction) {
            return new Resolution.Unusable(
                    found.definition().store(),
                    new Failure(
                            ErrorCode.FEATURE_VIEW_UNREADABLE,
                            "Reading feature view " + name + " failed: " + contradiction.getMessage()));
        }
    }

    @Override
    public boolean isAbsent(HeldView value) {
        return value.isAbsent();
    }

    @Override
    public Census<FeatureViewName, HeldView> census() {
        return ViewCensus.take(database);
    }
}
