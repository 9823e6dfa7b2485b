package dev.featurestore.application.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.featurestore.application.port.Deadline;
import dev.featurestore.application.usecase.Answer;
import dev.featurestore.application.usecase.Authenticate;
import dev.featurestore.application.usecase.Credential;
import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.Failure;
import dev.featurestore.domain.access.Caller;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final Authenticate ANYONE = (credential, deadline) -> new Answer.Given<>(new Caller.Anyone());
    private static final long MILLI = 1_000_000;

    /** Near its end, as the JVM's clock may be: it comes round from the other side. */
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 100 * MILLI);

    private final RateLimit limit = new RateLimit(ANYONE, 10, now::get);

    @Test
    void aSecondsWorthMayComeAtOnceAndNoMore() {
        assertThat(served("a", 15)).isEqualTo(10);
    }

    @Test
    void itComesBackWithTime() {
        served("a", 10);

        now.addAndGet(300 * MILLI);

        assertThat(served("a", 15)).isEqualTo(3);
    }

    @Test
    void noMoreThanASecondsWorthIsSavedUp() {
        served("a", 10);

        now.addAndGet(60_000 * MILLI);

        assertThat(served("a", 15)).isEqualTo(10);
    }

    @Test
    void eachKeyHasItsOwn() {
        served("a", 10);

        assertThat(served("b", 15)).isEqualTo(10);
    }

    @Test
    void theRefusalSaysWhy() {
        served("a", 10);

        assertThat(limit.authenticate(key("a"), Deadline.NONE))
                .isEqualTo(new Answer.Refused<Caller>(
                        new Failure(ErrorCode.TOO_MANY_REQUESTS, "This API key may send 10 requests a second")));
    }

    @Test
    void whoIsNotKnownUsesUpNothing() {
        Failure unknown = new Failure(ErrorCode.UNAUTHENTICATED, "Invalid API key");
        Authenticate onlyRight = (credential, deadline) ->
                credential.equals(key("a")) ? new Answer.Given<>(new Caller.Anyone()) : new Answer.Refused<>(unknown);
        RateLimit strict = new RateLimit(onlyRight, 1, now::get);
        Credential wrong = Credential.ofHeader("a".repeat(16) + ".wrong");

        for (int i = 0; i < 5; i++) {
            assertThat(strict.authenticate(wrong, Deadline.NONE)).isEqualTo(new Answer.Refused<Caller>(unknown));
        }

        assertThat(strict.authenticate(key("a"), Deadline.NONE)).isInstanceOf(Answer.Given.class);
    }

    @Test
    void ofManyKeysTheBusyOnesAreRemembered() {
        served("a", 10);
        for (int i = 0; i < 9_999; i++) {
            limit.authenticate(Credential.ofHeader(String.format("%016d.secret", i)), Deadline.NONE);
        }
        now.addAndGet(200 * MILLI);

        limit.authenticate(key("b"), Deadline.NONE);

        assertThat(served("a", 15)).isEqualTo(2);
    }

    @Test
    void aLimitOfNothingIsNone() {
        assertThatThrownBy(() -> new RateLimit(ANYONE, 0, now::get)).hasMessage("perSecond: 0 is not positive");
    }

    private int served(String key, int times) {
        int served = 0;
        for (int i = 0; i < times; i++) {
            served += limit.authenticate(key(key), Deadline.NONE) instanceof Answer.Given ? 1 : 0;
        }
        return served;
    }

    private static Credential key(String letter) {
        return Credential.ofHeader(letter.repeat(16) + ".secret");
    }
}
