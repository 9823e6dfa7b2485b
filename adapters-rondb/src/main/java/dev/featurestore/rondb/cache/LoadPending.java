package dev.featurestore.rondb.cache;

/** A load takes longer than the caller waits, or has to wait for others. Its value is there for later callers. */
public final class LoadPending extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LoadPending(String message) {
        super(message, null, false, false);
    }
}
