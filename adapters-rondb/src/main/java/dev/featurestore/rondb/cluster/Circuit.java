package dev.featurestore.rondb.cluster;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.IllegalStateTransitionException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps reads away from a cluster that fails, and lets a few through after a while to see whether it has recovered.
 * Thread-safe.
 */
final class Circuit {
    private static final Logger LOG = LoggerFactory.getLogger(Circuit.class);

    private final CircuitBreaker breaker;

    Circuit(String cluster, ClusterSettings.Breaker settings) {
        this(cluster, settings, System::nanoTime);
    }

    /** @param nanoTime the time, not that of day: a clock that is set back would leave the circuit open for as long */
    Circuit(String cluster, ClusterSettings.Breaker settings, LongSupplier nanoTime) {
        InstantSource clock = () -> Instant.EPOCH.plusNanos(nanoTime.getAsLong());
        this.breaker = CircuitBreaker.of(
                cluster,
                CircuitBreakerConfig.custom()
                        .slidingWindowType(SlidingWindowType.COUNT_BASED)
                        .slidingWindowSize(settings.window())
                        .minimumNumberOfCalls(settings.minimumReads())
                        .failureRateThreshold(settings.failurePercent())
                        .slowCallDurationThreshold(settings.slowAfter())
                        .slowCallRateThreshold(settings.slowPercent())
                        .waitDurationInOpenState(settings.openFor())
                        .permittedNumberOfCallsInHalfOpenState(settings.trials())
                        .clock(clock.withZone(ZoneOffset.UTC))
                        // A trial that never reports back must not keep the circuit half open for ever.
                        .maxWaitDurationInHalfOpenState(settings.openFor().multipliedBy(3))
                        .writableStackTraceEnabled(false)
                        .build());
        breaker.getEventPublisher().onStateTransition(event -> log(event.getStateTransition()));
    }

    /** One line when reads are refused, one when they are let through again; trials in between say nothing. */
    private void log(CircuitBreaker.StateTransition transition) {
        switch (transition) {
            case CLOSED_TO_OPEN, CLOSED_TO_FORCED_OPEN ->
                LOG.warn(
                        "{}: the circuit opens: {}% of the last reads failed, {}% were slow",
                        breaker.getName(),
                        Math.round(breaker.getMetrics().getFailureRate()),
                        Math.round(breaker.getMetrics().getSlowCallRate()));
            case HALF_OPEN_TO_CLOSED, OPEN_TO_CLOSED, FORCED_OPEN_TO_CLOSED ->
                LOG.info("{}: the circuit closes", breaker.getName());
            default -> {}
        }
    }

    boolean letsThrough() {
        try {
            return breaker.tryAcquirePermission();
        } catch (IllegalStateTransitionException closedMeanwhile) { // by a probe, just when a trial would begin
            return breaker.tryAcquirePermission();
        }
    }

    /** For the log: why a read was not let through. */
    RuntimeException refusal() {
        return CallNotPermittedException.createCallNotPermittedException(breaker);
    }

    /**
     * The database answered.
     *
     * @param nanos how long it took, as far as it matters
     */
    void answered(long nanos) {
        breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
    }

    /** The database did not answer as it should. */
    void failed(Throwable why) {
        breaker.onError(0, TimeUnit.NANOSECONDS, why);
    }

    /** The database is known to answer again: what came before does not count. */
    void forget() {
        if (breaker.getState() != CircuitBreaker.State.CLOSED) {
            breaker.transitionToClosedState();
        }
    }

    /** The database was not asked. */
    void notAsked() {
        breaker.releasePermission();
    }

    CircuitState state() {
        return switch (breaker.getState()) {
            case CLOSED, DISABLED, METRICS_ONLY -> CircuitState.CLOSED;
            case HALF_OPEN -> CircuitState.HALF_OPEN;
            case OPEN, FORCED_OPEN -> CircuitState.OPEN;
        };
    }
}
