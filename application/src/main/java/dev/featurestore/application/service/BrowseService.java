package dev.featurestore.application.service;

import dev.featurestore.application.Answer;
import dev.featurestore.application.Authenticate;
import dev.featurestore.application.BrowseFeatureViews;
import dev.featurestore.application.Credential;
import dev.featurestore.application.Stages;
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
import java.util.function.Function;

/** Tells what there is, as far as the caller's rights go. Thread-safe. */
public final class BrowseService implements BrowseFeatureViews {
    private final Authenticate authenticate;
    private final ReadableViews views;
    private final FeatureStoreCatalogue catalogue;

    public BrowseService(Authenticate authenticate, FeatureViews views, FeatureStoreCatalogue catalogue) {
        this.authenticate = Objects.requireNonNull(authenticate, "authenticate");
        this.views = new ReadableViews(authenticate, views);
        this.catalogue = Objects.requireNonNull(catalogue, "catalogue");
    }

    @Override
    public Answer<List<FeatureStore>> stores(Credential credential) {
        return asCaller(
                credential,
                caller -> new Answer.Given<>(catalogue.stores().stream()
                        .filter(store -> Access.toStore(caller, store).isEmpty())
                        .toList()));
    }

    @Override
    public Answer<Views> views(Credential credential, String store) {
        return asCaller(credential, caller -> views(caller, catalogue.viewsOf(store)));
    }

    private static Answer<Views> views(Caller caller, Optional<Views> found) {
        if (found.isEmpty()) {
            return new Answer.Refused<>(new Failure(ErrorCode.NO_FEATURE_STORE, ""));
        }
        return Access.toStore(caller, found.get().store())
                .<Answer<Views>>map(Answer.Refused::new)
                .orElseGet(() -> new Answer.Given<>(found.get()));
    }

    @Override
    public Answer<FeatureView> view(Credential credential, FeatureViewName name) {
        return views.find(credential, name, Stages.UNOBSERVED);
    }

    private <T> Answer<T> asCaller(Credential credential, Function<Caller, Answer<T>> doing) {
        Answer<Caller> caller = authenticate.authenticate(credential);
        return caller instanceof Answer.Given<Caller> known
                ? doing.apply(known.value())
                : new Answer.Refused<>(((Answer.Refused<Caller>) caller).failure());
    }
}
