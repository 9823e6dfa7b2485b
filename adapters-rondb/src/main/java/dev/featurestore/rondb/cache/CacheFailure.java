package dev.featurestore.rondb.cache;

/** The cache itself cannot answer: it is closed, or the waiting thread was interrupted. */
public final class CacheFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CacheFailure(String message) {
        super(message);
    }

    CacheFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
