package dev.featurestore.inmemory;

import dev.featurestore.application.port.FeatureViews;
import dev.featurestore.application.port.OnlineStore;
import dev.featurestore.application.port.OnlineStoreContract;

final class InMemoryOnlineStoreTest extends OnlineStoreContract {
    @Override
    protected FeatureViews views() {
        return Contract.STORE;
    }

    @Override
    protected OnlineStore store() {
        return Contract.STORE;
    }
}
