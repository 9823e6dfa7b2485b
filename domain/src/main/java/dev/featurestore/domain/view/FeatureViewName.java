package dev.featurestore.domain.view;

import java.util.Objects;

/** How a request names a feature view. The store's name counts in any case, the view's only as it is written. */
public record FeatureViewName(String store, String view, int version) {
    public FeatureViewName {
        Objects.requireNonNull(store, "store");
        Objects.requireNonNull(view, "view");
    }

    @Override
    public String toString() {
        return store + "/" + view + " version " + version;
    }
}
