package dev.featurestore.application;

import dev.featurestore.domain.Failure;
import java.util.Objects;

/**
 * What a use case answers: what was asked for, or why not. A store that fails is neither, but a
 * {@link dev.featurestore.application.port.StoreFailure}.
 */
public sealed interface Answer<T> {

    /** What was asked for. */
    record Given<T>(T value) implements Answer<T> {
        public Given {
            Objects.requireNonNull(value, "value");
        }
    }

    /** Why not. */
    record Refused<T>(Failure failure) implements Answer<T> {
        public Refused {
            Objects.requireNonNull(failure, "failure");
        }
    }
}
