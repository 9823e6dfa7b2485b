package dev.featurestore.application.service;

import dev.featurestore.application.Answer;
import dev.featurestore.application.BrowseFeatureViews;
import dev.featurestore.application.port.Deadline;
import dev.featurestore.application.port.FeatureStoreCatalogue;
import dev.featurestore.application.port.FeatureStoreCatalogue.Views;
import dev.featurestore.application.port.FeatureViews;
import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.Failure;
import dev.featurestore.domain.access.Access;
import dev.featurestore.domain.access.Caller;
import dev.featurestore.domain.view.FeatureStore;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.domain.view.FeatureViewName;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Tells what there is, as far as the caller's rights go. Thread-safe. */
public final class BrowseService implements BrowseFeatureViews {
    private final ReadableViews views;
    private final FeatureStoreCatalogue catalogue;

    public BrowseService(FeatureViews views, FeatureStoreCatalogue catalogue) {
        this.views = new ReadableViews(views);
        this.catalogue = Objects.requireNonNull(catalogue, "catalogue");
    }

    @Override
    public Answer<List<FeatureStore>> stores(Caller caller) {
        return new Answer.Given<>(catalogue.stores().stream()
                .filter(store -> Access.toStore(caller, store).isEmpty())
                .toList());
    }

    @Override
    public Answer<Views> views(Caller caller, String store) {
        Optional<Views> found = catalogue.viewsOf(store);
        if (found.isEmpty()) {
            return new Answer.Refused<>(new Failure(ErrorCode.NO_FEATURE_STORE, ""));
        }
        return Access.toStore(caller, found.get().store())
                .<Answer<Views>>map(Answer.Refused::new)
                .orElseGet(() -> new Answer.Given<>(found.get()));
    }

    @Override
    public Answer<FeatureView> view(Caller caller, FeatureViewName name) {
        return views.find(caller, name, Deadline.NONE);
    }
}
