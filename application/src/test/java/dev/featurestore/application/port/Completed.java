package dev.featurestore.application.port;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** What has been completed, for tests that wait for it. */
public final class Completed {
    private Completed() {}

    /** What a future is completed with, now or later; or throws what it fails with. */
    public static <T> T get(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
        }
    }
}
