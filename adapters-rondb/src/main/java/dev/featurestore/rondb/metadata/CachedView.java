package dev.featurestore.rondb.metadata;

import dev.featurestore.application.port.FeatureViews.Resolution;

/** What was found under a name, and the answer made of it. */
record CachedView(LoadedView loaded, Resolution answer) {
    boolean isAbsent() {
        return loaded instanceof LoadedView.Nothing;
    }
}
