package dev.featurestore.application.service;

import dev.featurestore.application.Answer;
import dev.featurestore.application.GetFeatureVector;
import dev.featurestore.application.GetFeatureVectors;
import dev.featurestore.application.Stages;
import dev.featurestore.application.Stages.Stage;
import dev.featurestore.application.port.FeatureViews;
import dev.featurestore.application.port.OnlineStore;
import dev.featurestore.application.port.OutdatedFeatureView;
import dev.featurestore.application.port.StoreFailure;
import dev.featurestore.domain.access.Caller;
import dev.featurestore.domain.vector.Entry;
import dev.featurestore.domain.vector.EntryRows;
import dev.featurestore.domain.vector.FeatureVector;
import dev.featurestore.domain.vector.PassedFeatures;
import dev.featurestore.domain.vector.Plan;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.domain.view.FeatureViewName;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * The way of a request, in one direction: feature view, access, plan, rows, vectors. A single vector is a batch
 * of one. Where the tables of the view turn out to have changed, the way is gone once more with the view as it is now.
 * Thread-safe.
 */
public final class VectorService {
    private static final Duration RETRY_CHANGED = Duration.ofSeconds(1);

    private final ReadableViews views;
    private final OnlineStore store;

    public VectorService(FeatureViews views, OnlineStore store) {
        this.views = new ReadableViews(views);
        this.store = Objects.requireNonNull(store, "store");
    }

    /** The use case {@link GetFeatureVector}. */
    public Answer<GetFeatureVector.Vector> one(GetFeatureVector.Query query) {
        Wanted wanted = new Wanted(
                query.caller(),
                query.view(),
                List.of(query.entry()),
                List.of(query.passed()),
                query.validatePassed(),
                query.stages());
        Answer<GetFeatureVectors.Vectors> answer = serve(wanted);
        if (answer instanceof Answer.Given<GetFeatureVectors.Vectors> given) {
            FeatureVector vector = given.value().vectors().get(0);
            return vector instanceof FeatureVector.Served served
                    ? new Answer.Given<>(
                            new GetFeatureVector.Vector(given.value().view(), served))
                    : new Answer.Refused<>(((FeatureVector.Failed) vector).failure());
        }
        return new Answer.Refused<>(((Answer.Refused<GetFeatureVectors.Vectors>) answer).failure());
    }

    /** The use case {@link GetFeatureVectors}. */
    public Answer<GetFeatureVectors.Vectors> many(GetFeatureVectors.Query query) {
        return serve(new Wanted(
                query.caller(), query.view(), query.entries(), query.passed(), query.validatePassed(), query.stages()));
    }

    /** What both use cases ask for. */
    private record Wanted(
            Caller caller,
            FeatureViewName view,
            List<Entry> entries,
            List<PassedFeatures> passed,
            boolean validatePassed,
            Stages stages) {}

    private Answer<GetFeatureVectors.Vectors> serve(Wanted wanted) {
        wanted.stages().enter(Stage.VIEW);
        Answer<FeatureView> found =
                views.find(wanted.caller(), wanted.view(), wanted.stages().deadline());
        if (!(found instanceof Answer.Given<FeatureView> view)) {
            return new Answer.Refused<>(((Answer.Refused<FeatureView>) found).failure());
        }
        try {
            return new Answer.Given<>(vectors(view.value(), wanted));
        } catch (OutdatedFeatureView outdated) {
            return serveReloaded(view.value(), wanted);
        }
    }

    private Answer<GetFeatureVectors.Vectors> serveReloaded(FeatureView outdated, Wanted wanted) {
        wanted.stages().enter(Stage.VIEW);
        Answer<FeatureView> found = views.reload(
                wanted.caller(), wanted.view(), outdated, wanted.stages().deadline());
        if (!(found instanceof Answer.Given<FeatureView> view)) {
            return new Answer.Refused<>(((Answer.Refused<FeatureView>) found).failure());
        }
        try {
            return new Answer.Given<>(vectors(view.value(), wanted));
        } catch (OutdatedFeatureView again) {
            throw StoreFailure.unavailable(
                    "The tables of feature view " + view.value() + " are changing: it cannot be read at the moment",
                    RETRY_CHANGED,
                    again);
        }
    }

    private GetFeatureVectors.Vectors vectors(FeatureView view, Wanted wanted) {
        Stages stages = wanted.stages();
        stages.enter(Stage.PLAN);
        Plan plan = Plan.of(view, wanted.entries(), wanted.passed(), wanted.validatePassed());
        stages.enter(Stage.STORE);
        List<EntryRows> rows = plan.toRead().isEmpty() ? List.of() : store.read(view, plan.toRead(), stages.deadline());
        stages.enter(Stage.VECTORS);
        return new GetFeatureVectors.Vectors(view, plan.assemble(rows));
    }
}
