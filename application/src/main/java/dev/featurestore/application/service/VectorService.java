package dev.featurestore.application.service;

import dev.featurestore.application.Answer;
import dev.featurestore.application.Authenticate;
import dev.featurestore.application.Credential;
import dev.featurestore.application.GetFeatureVector;
import dev.featurestore.application.GetFeatureVectors;
import dev.featurestore.application.Stages;
import dev.featurestore.application.Stages.Stage;
import dev.featurestore.application.port.FeatureViews;
import dev.featurestore.application.port.FeatureViews.Resolution;
import dev.featurestore.application.port.OnlineStore;
import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.Failure;
import dev.featurestore.domain.access.Access;
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
 * The way of a request, in one direction: caller, feature view, access, plan, rows, vectors. A single vector is a batch
 * of one. Thread-safe.
 */
public final class VectorService {
    private final Authenticate authenticate;
    private final FeatureViews views;
    private final OnlineStore store;

    public VectorService(Authenticate authenticate, FeatureViews views, OnlineStore store) {
        this.authenticate = Objects.requireNonNull(authenticate, "authenticate");
        this.views = Objects.requireNonNull(views, "views");
        this.store = Objects.requireNonNull(store, "store");
    }

    /** The use case {@link GetFeatureVector}. */
    public Answer<GetFeatureVector.Vector> one(GetFeatureVector.Query query) {
        Answer<FeatureView> view = readable(query.credential(), query.view(), query.stages());
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
        Answer<FeatureView> view = readable(query.credential(), query.view(), query.stages());
        if (view instanceof Answer.Given<FeatureView> found) {
            List<FeatureVector> vectors =
                    serve(found.value(), query.entries(), query.passed(), query.validatePassed(), query.stages());
            return new Answer.Given<>(new GetFeatureVectors.Vectors(found.value(), vectors));
        }
        return new Answer.Refused<>(((Answer.Refused<FeatureView>) view).failure());
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

    private Answer<FeatureView> readable(Credential credential, FeatureViewName name, Stages stages) {
        stages.enter(Stage.KEY);
        Answer<Caller> caller = authenticate.authenticate(credential);
        if (caller instanceof Answer.Given<Caller> known) {
            stages.enter(Stage.VIEW);
            return readable(known.value(), name);
        }
        return new Answer.Refused<>(((Answer.Refused<Caller>) caller).failure());
    }

    private Answer<FeatureView> readable(Caller caller, FeatureViewName name) {
        Resolution resolution = views.find(name);
        if (resolution instanceof Resolution.Found found) {
            FeatureView view = found.view();
            return Access.toStore(caller, view.store())
                    .or(() -> Access.toView(caller, view))
                    .<Answer<FeatureView>>map(Answer.Refused::new)
                    .orElseGet(() -> new Answer.Given<>(view));
        }
        return new Answer.Refused<>(whyNot(caller, name, resolution));
    }

    /** A store that the caller cannot reach keeps to itself which views it has. */
    private static Failure whyNot(Caller caller, FeatureViewName name, Resolution resolution) {
        if (resolution instanceof Resolution.NoView missing) {
            return Access.toStore(caller, missing.store())
                    .orElseGet(() -> new Failure(
                            ErrorCode.NO_FEATURE_VIEW,
                            "Feature store " + missing.store().name() + " has no feature view "
                                    + Failure.shortened(name.view()) + " version " + name.version()));
        }
        if (resolution instanceof Resolution.Unusable unusable) {
            return Access.toStore(caller, unusable.store()).orElse(unusable.failure());
        }
        if (resolution instanceof Resolution.GroupDeleted deleted) {
            return Access.toStore(caller, deleted.store())
                    .orElseGet(() -> new Failure(
                            ErrorCode.NO_FEATURE_GROUP,
                            "The feature group of feature '" + deleted.feature() + "' of feature view " + name
                                    + " has been deleted"));
        }
        return new Failure(ErrorCode.NO_FEATURE_STORE, "");
    }
}
