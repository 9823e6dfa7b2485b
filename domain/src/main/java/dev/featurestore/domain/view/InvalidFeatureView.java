package dev.featurestore.domain.view;

/** The metadata of a feature view contradict themselves; the message says which names do not fit together. */
public final class InvalidFeatureView extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidFeatureView(String message) {
        super(message);
    }
}
