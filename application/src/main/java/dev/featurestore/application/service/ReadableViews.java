package dev.featurestore.application.service;

import dev.featurestore.application.port.Deadline;
import dev.featurestore.application.port.FeatureViews;
import dev.featurestore.application.port.FeatureViews.Resolution;
import dev.featurestore.application.port.StoreFailure;
import dev.featurestore.application.usecase.Answer;
import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.Failure;
import dev.featurestore.domain.access.Access;
import dev.featurestore.domain.access.Caller;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.domain.view.FeatureViewName;

/** The first steps of every request: finding the feature view, and whether the caller may read it. Thread-safe. */
final class ReadableViews {
    private final FeatureViews views;

    ReadableViews(FeatureViews views) {
        this.views = views;
    }

    /**
     * The view, if the caller may read it; or why not. A caller who cannot reach the store is not told that the view
     * cannot be read: that would tell that the view exists.
     *
     * @throws StoreFailure if the view cannot be read
     */
    Answer<FeatureView> find(Caller caller, FeatureViewName name, Deadline deadline) {
        Resolution resolution;
        try {
            resolution = views.find(name, deadline);
        } catch (StoreFailure failure) {
            return new Answer.Refused<>(views.knownStore(name.store())
                    .flatMap(store -> Access.denial(caller, store))
                    .orElseThrow(() -> failure));
        }
        return readable(caller, name, resolution);
    }

    /**
     * Loads a view again whose tables were found changed since it was loaded, and gives it if the caller may read it;
     * or why not.
     *
     * @throws StoreFailure if the view cannot be read
     */
    Answer<FeatureView> reload(Caller caller, FeatureViewName name, FeatureView outdated, Deadline deadline) {
        return readable(caller, name, views.reload(name, outdated, deadline));
    }

    private static Answer<FeatureView> readable(Caller caller, FeatureViewName name, Resolution resolution) {
        if (resolution instanceof Resolution.Found found) {
            FeatureView view = found.view();
            return Answer.unless(Access.denial(caller, view.store()).or(() -> Access.denial(caller, view)), view);
        }
        return new Answer.Refused<>(whyNot(caller, name, resolution));
    }

    /** Of a store that the caller cannot reach, nothing is told of its views. */
    private static Failure whyNot(Caller caller, FeatureViewName name, Resolution resolution) {
        if (resolution instanceof Resolution.NoView missing) {
            return Access.denial(caller, missing.store())
                    .orElseGet(() -> new Failure(
                            ErrorCode.NO_FEATURE_VIEW,
                            "Feature store " + missing.store().name() + " has no feature view "
                                    + Failure.shortened(name.view()) + " version " + name.version()));
        }
        if (resolution instanceof Resolution.Unusable unusable) {
            return Access.denial(caller, unusable.store()).orElse(unusable.failure());
        }
        if (resolution instanceof Resolution.GroupDeleted deleted) {
            return Access.denial(caller, deleted.store())
                    .orElseGet(() -> new Failure(
                            ErrorCode.NO_FEATURE_GROUP,
                            "The feature group of feature '" + deleted.feature() + "' of feature view " + name
                                    + " has been deleted"));
        }
        return noStore();
    }

    /** Its message is empty: the API's first example of an error has it so, and the code says all there is to say. */
    static Failure noStore() {
        return new Failure(ErrorCode.NO_FEATURE_STORE, "");
    }
}
