package dev.featurestore.application.service;

import dev.featurestore.application.port.Deadline;
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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Serves requests for vectors, step by step: feature view, access, plan, rows, vectors. A single vector is a batch of
 * one. Where the tables of the view turn out to have changed, the steps are done once more with the view as it is now.
 * Thread-safe.
 */
public final class FeatureVectorService implements GetFeatureVector, GetFeatureVectors {
    private static final Duration RETRY_CHANGED = Duration.ofSeconds(1);

    private final ReadableViews views;
    private final OnlineStore store;

    /** Serves these views with the rows of that store. */
    public FeatureVectorService(FeatureViews views, OnlineStore store) {
        this.views = new ReadableViews(views);
        this.store = store;
    }

    @Override
    public CompletableFuture<Answer<Vector>> get(GetFeatureVector.Query query) {
        return serve(new Wanted(
                        query.caller(),
                        query.view(),
                        List.of(query.entry()),
                        List.of(query.passed()),
                        query.validatePassed(),
                        query.context()))
                .thenApply(answer -> answer.flatMap(FeatureVectorService::only));
    }

    /** The only vector of a batch of one: an entry at fault is the request at fault. */
    private static Answer<Vector> only(Vectors batch) {
        FeatureVector vector = batch.vectors().get(0);
        return vector instanceof FeatureVector.Served served
                ? new Answer.Given<>(new Vector(batch.view(), served))
                : new Answer.Refused<>(((FeatureVector.Failed) vector).failure());
    }

    @Override
    public CompletableFuture<Answer<Vectors>> get(GetFeatureVectors.Query query) {
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

    private CompletableFuture<Answer<Vectors>> serve(Wanted wanted) {
        RequestContext context = wanted.context();
        try {
            context.enter(Stage.VIEW);
            return vectors(views.find(wanted.caller(), wanted.view(), context.deadline()), wanted, this::reloaded);
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    /** What becomes of a request that found a feature view outdated. */
    @FunctionalInterface
    private interface Remedy {
        CompletableFuture<Answer<Vectors>> of(FeatureView view, Wanted wanted, OutdatedFeatureView outdated);
    }

    private CompletableFuture<Answer<Vectors>> vectors(Answer<FeatureView> found, Wanted wanted, Remedy remedy) {
        return found.fold(
                view -> read(view, wanted)
                        .exceptionallyCompose(failure -> causeOf(failure) instanceof OutdatedFeatureView outdated
                                ? remedy.of(view, wanted, outdated)
                                : CompletableFuture.failedFuture(failure)),
                refused -> CompletableFuture.completedFuture(new Answer.Refused<>(refused)));
    }

    private CompletableFuture<Answer<Vectors>> reloaded(FeatureView view, Wanted wanted, OutdatedFeatureView outdated) {
        RequestContext context = wanted.context();
        context.enter(Stage.VIEW);
        Answer<FeatureView> found = views.reload(wanted.caller(), wanted.view(), view, context.deadline());
        return vectors(found, wanted, FeatureVectorService::changing);
    }

    private static CompletableFuture<Answer<Vectors>> changing(
            FeatureView view, Wanted wanted, OutdatedFeatureView again) {
        return CompletableFuture.failedFuture(StoreFailure.unavailable(
                "The tables of feature view " + view + " are changing: it cannot be read at the moment",
                RETRY_CHANGED,
                again));
    }

    private CompletableFuture<Answer<Vectors>> read(FeatureView view, Wanted wanted) {
        RequestContext context = wanted.context();
        context.enter(Stage.PLAN);
        Plan plan = Plan.of(view, wanted.entries(), wanted.passed(), wanted.validatePassed());
        context.enter(Stage.STORE);
        if (plan.refusesByKeyType()) {
            Optional<OutdatedFeatureView> outdated = outdatedKeys(view, context.deadline());
            if (outdated.isPresent()) {
                return CompletableFuture.failedFuture(outdated.get());
            }
        }
        CompletableFuture<List<EntryRows>> rows = plan.toRead().isEmpty()
                ? CompletableFuture.completedFuture(List.of())
                : store.read(view, plan.toRead(), context.deadline());
        return rows.thenApply(all -> {
            context.enter(Stage.VECTORS);
            return new Answer.Given<>(new Vectors(view, plan.assemble(all)));
        });
    }

    /** Where the store cannot be asked, the client's values are judged by the types that were last seen. */
    private Optional<OutdatedFeatureView> outdatedKeys(FeatureView view, Deadline deadline) {
        try {
            store.verifyKeys(view, deadline);
            return Optional.empty();
        } catch (OutdatedFeatureView outdated) {
            return Optional.of(outdated);
        } catch (StoreFailure unknown) {
            return Optional.empty();
        }
    }

    /** What a stage failed with, which the stages after it wrap. */
    private static Throwable causeOf(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
