package dev.featurestore.application.usecase;

import dev.featurestore.domain.Failure;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a use case answers: what was asked for, or why not. A store that fails is neither, but a
 * {@link dev.featurestore.application.port.StoreFailure}.
 */
public sealed interface Answer<T> {

    /** The value, unless there is a reason to refuse it. */
    static <T> Answer<T> unless(Optional<Failure> reason, T value) {
        return reason.isPresent() ? new Refused<>(reason.get()) : new Given<>(value);
    }

    /** The same answer with something made of its value; a refusal stays as it is. */
    <R> Answer<R> map(Function<? super T, ? extends R> change);

    /** What the next step answers to the value; a refusal stays as it is. */
    <R> Answer<R> flatMap(Function<? super T, Answer<R>> next);

    /** One of two results: that of the value, or that of the reason why there is none. */
    <R> R fold(Function<? super T, ? extends R> given, Function<? super Failure, ? extends R> refused);

    /** What was asked for. */
    record Given<T>(T value) implements Answer<T> {
        @Override
        public <R> Answer<R> map(Function<? super T, ? extends R> change) {
            return new Given<>(change.apply(value));
        }

        @Override
        public <R> Answer<R> flatMap(Function<? super T, Answer<R>> next) {
            return next.apply(value);
        }

        @Override
        public <R> R fold(Function<? super T, ? extends R> given, Function<? super Failure, ? extends R> refused) {
            return given.apply(value);
        }
    }

    /** Why not. */
    record Refused<T>(Failure failure) implements Answer<T> {
        @Override
        public <R> Answer<R> map(Function<? super T, ? extends R> change) {
            return new Refused<>(failure);
        }

        @Override
        public <R> Answer<R> flatMap(Function<? super T, Answer<R>> next) {
            return new Refused<>(failure);
        }

        @Override
        public <R> R fold(Function<? super T, ? extends R> given, Function<? super Failure, ? extends R> refused) {
            return refused.apply(failure);
        }
    }
}
