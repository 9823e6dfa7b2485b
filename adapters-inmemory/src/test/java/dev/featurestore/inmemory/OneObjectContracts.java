package dev.featurestore.inmemory;

import dev.featurestore.application.port.Callers;
import dev.featurestore.application.port.FeatureStoreCatalogue;
import dev.featurestore.application.port.FeatureViews;
import dev.featurestore.application.port.OnlineStore;
import dev.featurestore.application.port.StoreContracts;
import dev.featurestore.application.port.StoredKeys;

/** The contracts of an adapter that implements all ports in one class. */
abstract class OneObjectContracts<S extends FeatureViews & FeatureStoreCatalogue & OnlineStore & StoredKeys & Callers>
        extends StoreContracts {
    private final S adapter;

    OneObjectContracts(S adapter) {
        this.adapter = adapter;
    }

    @Override
    protected FeatureViews views() {
        return adapter;
    }

    @Override
    protected FeatureStoreCatalogue catalogue() {
        return adapter;
    }

    @Override
    protected OnlineStore store() {
        return adapter;
    }

    @Override
    protected StoredKeys keys() {
        return adapter;
    }

    @Override
    protected Callers callers() {
        return adapter;
    }
}
