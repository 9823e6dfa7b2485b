package dev.featurestore.rondb.cluster;

/** What a cluster's circuit breaker does with reads. */
public enum CircuitState {
    /** Lets them through. */
    CLOSED,
    /** Lets a few through, to see how they fare. */
    HALF_OPEN,
    /** Refuses them at once. */
    OPEN
}
