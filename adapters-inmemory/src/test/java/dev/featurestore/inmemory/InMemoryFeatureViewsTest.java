package dev.featurestore.inmemory;

import dev.featurestore.application.port.FeatureViews;
import dev.featurestore.application.port.FeatureViewsContract;

final class InMemoryFeatureViewsTest extends FeatureViewsContract {
    @Override
    protected FeatureViews views() {
        return Contract.STORE;
    }
}
