package dev.featurestore.rondb.metadata;

import dev.featurestore.application.port.FeatureViews.Resolution;
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

    @Override
    public HeldView load(FeatureViewName name, Optional<HeldView> previous) {
        Finding finding = reader.read(name);
        return previous.filter(held -> held.finding().equals(finding))
                .orElseGet(() -> new HeldView(finding, answer(name, finding)));
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
