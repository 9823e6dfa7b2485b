package dev.featurestore.rondb.cluster;

/** The database did not take one of the values of a statement (SQLState class 22). It says nothing about its health. */
public final class ValueRejected extends Exception {
    private static final long serialVersionUID = 1L;

    ValueRejected(Throwable cause) {
        super("The database does not take the value", cause);
    }
}
