package dev.featurestore.rondb.metadata;

import dev.featurestore.application.port.FeatureViews.Resolution;

/** What was found under a name, and the answer made of it. */
record HeldView(Finding finding, Resolution answer) {
    boolean isAbsent() {
        return finding instanceof Finding.Nothing;
    }
}
