package dev.featurestore.rondb.cluster;

/** Whether a MySQL server is to be used. */
public enum ServerState {
    /** It is. */
    UP,
    /** It failed just now: others are preferred until it has been probed, which is at once. */
    SUSPECT,
    /** It does not answer, or does not reach its data nodes: only probes ask it. */
    DOWN
}
