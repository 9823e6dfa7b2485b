package dev.featurestore.rondb.cluster;

/** What a cluster's circuit breaker does with reads. */
public enum CircuitState {
    /** Lets them through. */
    CLOSED,
    /** Lets a few through, to see whether they succeed. */
    HALF_OPEN,
    /** Refuses them at once. */
    OPEN
}
