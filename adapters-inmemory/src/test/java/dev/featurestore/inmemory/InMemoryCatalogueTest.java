package dev.featurestore.inmemory;

import dev.featurestore.application.port.FeatureStoreCatalogue;
import dev.featurestore.application.port.FeatureStoreCatalogueContract;

final class InMemoryCatalogueTest extends FeatureStoreCatalogueContract {
    @Override
    protected FeatureStoreCatalogue catalogue() {
        return Contract.STORE;
    }
}
