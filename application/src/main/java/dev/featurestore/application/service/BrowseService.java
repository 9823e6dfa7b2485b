package dev.featurestore.application.service;

import dev.featurestore.application.port.Deadline;
import dev.featurestore.application.port.FeatureStoreCatalogue;
import dev.featurestore.application.port.FeatureStoreCatalogue.Views;
import dev.featurestore.application.port.FeatureViews;
import dev.featurestore.application.port.StoredKeys;
import dev.featurestore.application.usecase.Answer;
import dev.featurestore.application.usecase.BrowseFeatureViews;
import dev.featurestore.domain.access.Access;
import dev.featurestore.domain.access.Caller;
import dev.featurestore.domain.view.FeatureStore;
import dev.featurestore.domain.view.FeatureViewName;
import java.util.List;

/** Tells what there is, as far as the caller's rights go. Thread-safe. */
public final class BrowseService implements BrowseFeatureViews {
    private final ReadableViews views;
    private final FeatureStoreCatalogue catalogue;
    private final StoredEntries stored;

    public BrowseService(FeatureViews views, FeatureStoreCatalogue catalogue, StoredKeys keys) {
        this.views = new ReadableViews(views);
        this.catalogue = catalogue;
        this.stored = new StoredEntries(keys);
    }

    @Override
    public Answer<List<FeatureStore>> stores(Caller caller, Deadline deadline) {
        return new Answer.Given<>(catalogue.stores(deadline).stream()
                .filter(store -> Access.denial(caller, store).isEmpty())
                .toList());
    }

    @Override
    public Answer<Views> views(Caller caller, String store, Deadline deadline) {
        return catalogue
                .viewsOf(store, deadline)
                .map(found -> Answer.unless(Access.denial(caller, found.store()), found))
                .orElseGet(() -> new Answer.Refused<>(ReadableViews.noStore()));
    }

    @Override
    public Answer<Described> view(Caller caller, FeatureViewName name, Deadline deadline) {
        return views.find(caller, name, deadline).map(view -> new Described(view, stored.of(view, deadline)));
    }
}
