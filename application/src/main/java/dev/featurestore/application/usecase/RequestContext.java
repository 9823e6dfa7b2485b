package dev.featurestore.application.usecase;

import dev.featurestore.application.port.Deadline;

/**
 * Told which stage a request is in, so that the time of each stage can be measured, and says by when the request has to
 * be answered. Called by the threads that serve the request, one after the other; one object for each request.
 */
@FunctionalInterface
public interface RequestContext {
    /** Ignores what it is told, and sets no deadline. */
    RequestContext UNOBSERVED = stage -> {};

    /** The request enters a stage, and with that leaves the one before. */
    void enter(Stage stage);

    /** By when the request has to be answered. */
    default Deadline deadline() {
        return Deadline.NONE;
    }
}
