package dev.featurestore.application.service;

import dev.featurestore.application.port.FeatureViews;
import dev.featurestore.application.port.OnlineStore;
import dev.featurestore.application.port.OutdatedFeatureView;
import dev.featurestore.application.port.StoreFailure;
import dev.featurestore.application.usecase.Answer;
import dev.featurestore.application.usecase.GetFeatureVector;
import dev.featurestore.application.usecase.GetFeatureVectors;
import dev.featurestore.application.usecase.RequestContext;
import dev.featurestore.application.usecase.Stage;
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

/**
 * The way of a request, in one direction: feature view, access, plan, rows, vectors. A single vector is a batch
 * of one. Where the tables of the view turn out to have changed, the way is gone once more with the view as it is now.
 * Thread-safe.
 */
public final class FeatureVectorService implements GetFeatureVector, GetFeatureVectors {
    private static final Duration RETRY_CHANGED = Duration.ofSeconds(1);

    private final ReadableViews views;
    private final OnlineStore store;

    public FeatureVectorService(FeatureViews views, OnlineStore store) {
        this.views = new ReadableViews(views);
        this.store = store;
    }

    @Override
    public Answer<Vector> get(GetFeatureVector.Query query) {
        return serve(new Wanted(
                        query.caller(),
                        query.view(),
                        List.of(query.entry()),
                        List.of(query.passed()),
                        query.validatePassed(),
                        query.context()))
                .flatMap(FeatureVectorService::only);
    }

    /** The only vector of a batch of one: an entry at fault is the request at fault. */
    private static Answer<Vector> only(Vectors batch) {
        FeatureVector vector = batch.vectors().get(0);
        return vector instanceof FeatureVector.Served served
                ? new Answer.Given<>(new Vector(batch.view(), served))
                : new Answer.Refused<>(((FeatureVector.Failed) vector).failure());
    }

    @Override
    public Answer<Vectors> get(GetFeatureVectors.Query query) {
        return serve(new Wanted(
                query.caller(),
                query.view(),
                query.entries(),
                query.passed(),
                query.validatePassed(),
                query.context()));
    }

    /** What both use cases ask for. */
    private record Wanted(
            Caller caller,
            FeatureViewName view,
            List<Entry> entries,
            List<PassedFeatures> passed,
            boolean validatePassed,
            RequestContext context) {}

    private Answer<Vectors> serve(Wanted wanted) {
        RequestContext context = wanted.context();
        context.enter(Stage.VIEW);
        return views.find(wanted.caller(), wanted.view(), context.deadline()).flatMap(view -> {
            try {
                return new Answer.Given<>(vectors(view, wanted));
            } catch (OutdatedFeatureView outdated) {
                return serveReloaded(view, wanted);
            }
        });
    }

    private Answer<Vectors> serveReloaded(FeatureView outdated, Wanted wanted) {
        RequestContext context = wanted.context();
        context.enter(Stage.VIEW);
        return views.reload(wanted.caller(), wanted.view(), outdated, context.deadline())
                .map(view -> {
                    try {
                        return vectors(view, wanted);
                    } catch (OutdatedFeatureView again) {
                        throw StoreFailure.unavailable(
                                "The tables of feature view " + view + " are changing: it cannot be read at the moment",
                                RETRY_CHANGED,
                                again);
                    }
                });
    }

    private Vectors vectors(FeatureView view, Wanted wanted) {
        RequestContext context = wanted.context();
        context.enter(Stage.PLAN);
        Plan plan = Plan.of(view, wanted.entries(), wanted.passed(), wanted.validatePassed());
        context.enter(Stage.STORE);
        List<EntryRows> rows =
                plan.toRead().isEmpty() ? List.of() : store.read(view, plan.toRead(), context.deadline());
        context.enter(Stage.VECTORS);
        return new Vectors(view, plan.assemble(rows));
    }
}
