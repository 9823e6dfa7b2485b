package dev.featurestore.application.port;

import dev.featurestore.domain.view.FeatureView;

/**
 * The tables of a feature view have columns of other types than the view was compiled for. No value was decoded. What
 * {@link OnlineStore#read} fails with; {@link FeatureViews#reload} finds the view as it is now.
 */
public final class OutdatedFeatureView extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param column the column that is not as expected, and how: for the log */
    public OutdatedFeatureView(FeatureView view, String column) {
        super("Feature view " + view + " is outdated: " + column, null, false, false);
    }
}
