package dev.featurestore.application;

import dev.featurestore.application.port.Deadline;

/**
 * Told where on its way a request is, so that whoever asks can measure what takes how long, and says by when the request
 * has to be answered. Called by the thread that serves the request; one object for each request.
 */
@FunctionalInterface
public interface Stages {
    /** For whoever does not want to know. */
    Stages UNOBSERVED = stage -> {};

    /** The request enters a stage, and with that leaves the one before. */
    void enter(Stage stage);

    /** By when the request has to be answered. */
    default Deadline deadline() {
        return Deadline.NONE;
    }

    /** The stages, in the order in which a request passes them; one that is turned away on the way does not reach all. */
    enum Stage {
        /** Finding the feature view, and whether the caller may read it. */
        VIEW,
        /** Checking the entries and making keys of them. */
        PLAN,
        /** Reading rows. */
        STORE,
        /** Putting the vectors together. */
        VECTORS
    }
}
