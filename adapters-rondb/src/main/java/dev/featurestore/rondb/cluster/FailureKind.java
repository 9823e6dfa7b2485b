package dev.featurestore.rondb.cluster;

/** What a failed read says about the store; {@link FailureTable} tells which failure is of which kind. */
enum FailureKind {
    /** All connections to the server are in use. */
    BUSY,
    /** No connection to the server can be made. */
    UNREACHABLE,
    /** The connection broke before the answer. */
    LOST,
    /** The answer did not come in time. */
    TIMED_OUT,
    /** The server answers, but does not reach the data nodes. */
    CLUSTER_GONE,
    /** The data nodes gave the read up, such as when one of them died; the next try may well succeed. */
    TEMPORARY,
    /** The statement does not fit the database, such as a table that is gone: the store itself is well. */
    STATEMENT,
    /** The database does not take a value. */
    VALUE,
    /** Anything else: the database cannot do what it should. */
    STORE;

    /** Whether the circuit breaker counts it; being too busy is no fault of the store's. */
    boolean isFault() {
        return switch (this) {
            case UNREACHABLE, LOST, TIMED_OUT, CLUSTER_GONE, TEMPORARY, STORE -> true;
            case BUSY, STATEMENT, VALUE -> false;
        };
    }

    /** Whether the client may well try again soon. */
    boolean isPassing() {
        return switch (this) {
            case BUSY, UNREACHABLE, LOST, TIMED_OUT, CLUSTER_GONE, TEMPORARY -> true;
            case STATEMENT, VALUE, STORE -> false;
        };
    }

    /**
     * Whether a second try is worth it.
     *
     * @param elsewhere whether it would go to another server
     */
    boolean isWorthAnother(boolean elsewhere) {
        return switch (this) {
            case LOST, TEMPORARY -> true;
            case BUSY, UNREACHABLE, TIMED_OUT, CLUSTER_GONE -> elsewhere;
            case STATEMENT, VALUE, STORE -> false;
        };
    }
}
