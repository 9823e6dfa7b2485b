package dev.featurestore.inmemory;

import dev.featurestore.application.port.Callers;
import dev.featurestore.application.port.FeatureViews;
import dev.featurestore.application.port.OnlineStore;
import dev.featurestore.application.port.ServingContract;

final class InMemoryServingTest extends ServingContract {
    @Override
    protected FeatureViews views() {
        return Contract.STORE;
    }

    @Override
    protected OnlineStore store() {
        return Contract.STORE;
    }

    @Override
    protected Callers callers() {
        return Contract.STORE;
    }
}
