package dev.featurestore.inmemory;

import dev.featurestore.application.port.Callers;
import dev.featurestore.application.port.CallersContract;
import dev.featurestore.application.port.FeatureViews;

final class InMemoryCallersTest extends CallersContract {
    @Override
    protected FeatureViews views() {
        return Contract.STORE;
    }

    @Override
    protected Callers callers() {
        return Contract.STORE;
    }
}
