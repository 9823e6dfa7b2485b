package dev.featurestore.application.usecase;

import dev.featurestore.application.port.Deadline;

/**
 * Told where on its way a request is, so that whoever asks can measure what takes how long, and says by when the request
 * has to be answered. Called by the threads that serve the request, one after the other; one object for each request.
 */
@FunctionalInterface
public interface RequestContext {
    /** For whoever does not want to know. */
    RequestContext UNOBSERVED = stage -> {};

    /** The request enters a stage, and with that leaves the one before. */
    void enter(Stage stage);

    /** By when the request has to be answered. */
    default Deadline deadline() {
        return Deadline.NONE;
    }
}
