package dev.featurestore.application.service;

import dev.featurestore.application.port.Deadline;
import dev.featurestore.application.usecase.Answer;
import dev.featurestore.application.usecase.Authenticate;
import dev.featurestore.application.usecase.Credential;
import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.Failure;
import dev.featurestore.domain.access.Caller;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Refuses requests of an API key that sends too many, by the generic cell rate algorithm with a burst of one second.
 * Only keys that are known are counted, each by itself: nobody can use up another's limit, nor fill the memory.
 * Thread-safe.
 */
public final class RateLimit implements Authenticate {
    /** Keys that are remembered; when there are more, those that may send a whole burst again are forgotten. */
    private static final int MAX_KEYS = 10_000;

    private static final long SECOND = 1_000_000_000;

    private final Authenticate authenticate;
    private final int perSecond;
    private final LongSupplier nanoClock;

    /** The theoretical arrival time of a key's next request, by the key's prefix. */
    private final Map<String, AtomicLong> usedUntil = new ConcurrentHashMap<>();

    /**
     * A limit on top of a way to find callers.
     *
     * @param perSecond requests of one key, at least 1
     * @param nanoClock such as {@code System::nanoTime}
     */
    public RateLimit(Authenticate authenticate, int perSecond, LongSupplier nanoClock) {
        this.authenticate = authenticate;
        this.nanoClock = nanoClock;
        this.perSecond = perSecond;
        if (perSecond < 1) {
            throw new IllegalArgumentException("perSecond: " + perSecond + " is not positive");
        }
    }

    /** As without a limit; or refused with {@code TOO_MANY_REQUESTS}. */
    @Override
    public Answer<Caller> authenticate(Credential credential, Deadline deadline) {
        return authenticate.authenticate(credential, deadline).flatMap(caller -> {
            boolean tooMany = credential instanceof Credential.Given given
                    && !take(given.key().prefix());
            return tooMany
                    ? new Answer.Refused<>(new Failure(
                            ErrorCode.TOO_MANY_REQUESTS, "This API key may send " + perSecond + " requests a second"))
                    : new Answer.Given<>(caller);
        });
    }

    private boolean take(String prefix) {
        long now = nanoClock.getAsLong();
        AtomicLong until = usedUntil.get(prefix);
        if (until == null) {
            forgetRested(now);
            until = usedUntil.computeIfAbsent(prefix, ignored -> new AtomicLong(now));
        }
        while (true) {
            long before = until.get();
            long after = (before - now > 0 ? before : now) + SECOND / perSecond;
            if (after - now > SECOND) {
                return false;
            }
            if (until.compareAndSet(before, after)) {
                return true;
            }
        }
    }

    private void forgetRested(long now) {
        if (usedUntil.size() >= MAX_KEYS) {
            usedUntil.values().removeIf(until -> until.get() - now <= 0);
        }
        if (usedUntil.size() >= MAX_KEYS) {
            usedUntil.clear();
        }
    }
}
