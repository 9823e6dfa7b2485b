package dev.featurestore.application.service;

import dev.featurestore.application.Answer;
import dev.featurestore.application.GetFeatureVector;
import dev.featurestore.application.GetFeatureVectors;
import dev.featurestore.application.Stages;
import dev.featurestore.application.Stages.Stage;
import dev.featurestore.application.port.FeatureViews;
import dev.featurestore.application.port.OnlineStore;
import dev.featurestore.domain.access.Caller;
import dev.featurestore.domain.vector.Entry;
import dev.featurestore.domain.vector.EntryRows;
import dev.featurestore.domain.vector.FeatureVector;
import dev.featurestore.domain.vector.PassedFeatures;
import dev.featurestore.domain.vector.Plan;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.domain.view.FeatureViewName;
import java.util.List;
import java.util.Objects;

/**
 * The way of a request, in one direction: feature view, access, plan, rows, vectors. A single vector is a batch
 * of one. Thread-safe.
 */
public final class VectorService {
    private final ReadableViews views;
    private final OnlineStore store;

    public VectorService(FeatureViews views, OnlineStore store) {
        this.views = new ReadableViews(views);
        this.store = Objects.requireNonNull(store, "store");
    }

    /** The use case {@link GetFeatureVector}. */
    public Answer<GetFeatureVector.Vector> one(GetFeatureVector.Query query) {
        Answer<FeatureView> view = find(query.caller(), query.view(), query.stages());
        if (view instanceof Answer.Given<FeatureView> found) {
            FeatureVector vector = serve(
                            found.value(),
                            List.of(query.entry()),
                            List.of(query.passed()),
                            query.validatePassed(),
                            query.stages())
                    .get(0);
            return vector instanceof FeatureVector.Served served
                    ? new Answer.Given<>(new GetFeatureVector.Vector(found.value(), served))
                    : new Answer.Refused<>(((FeatureVector.Failed) vector).failure());
        }
        return new Answer.Refused<>(((Answer.Refused<FeatureView>) view).failure());
    }

    /** The use case {@link GetFeatureVectors}. */
    public Answer<GetFeatureVectors.Vectors> many(GetFeatureVectors.Query query) {
        Answer<FeatureView> view = find(query.caller(), query.view(), query.stages());
        if (view instanceof Answer.Given<FeatureView> found) {
            List<FeatureVector> vectors =
                    serve(found.value(), query.entries(), query.passed(), query.validatePassed(), query.stages());
            return new Answer.Given<>(new GetFeatureVectors.Vectors(found.value(), vectors));
        }
        return new Answer.Refused<>(((Answer.Refused<FeatureView>) view).failure());
    }

    private Answer<FeatureView> find(Caller caller, FeatureViewName name, Stages stages) {
        stages.enter(Stage.VIEW);
        return views.find(caller, name);
    }

    private List<FeatureVector> serve(
            FeatureView view, List<Entry> entries, List<PassedFeatures> passed, boolean validatePassed, Stages stages) {
        stages.enter(Stage.PLAN);
        Plan plan = Plan.of(view, entries, passed, validatePassed);
        stages.enter(Stage.STORE);
        List<EntryRows> rows = plan.toRead().isEmpty() ? List.of() : store.read(view, plan.toRead());
        stages.enter(Stage.VECTORS);
        return plan.assemble(rows);
    }
}
