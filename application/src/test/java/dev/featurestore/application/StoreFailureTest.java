package dev.featurestore.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.application.port.StoreFailure;
import dev.featurestore.domain.ErrorCode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StoreFailureTest {
    private static final Throwable CAUSE = new RuntimeException("host db1 is down");

    @Test
    void aFailedReadKeepsItsCodeAndItsCause() {
        StoreFailure failure = new StoreFailure(ErrorCode.STORE_READ_FAILED, "online store", CAUSE);

        assertThat(failure.code()).isEqualTo(ErrorCode.STORE_READ_FAILED);
        assertThat(failure.retryAfter()).isEmpty();
        assertThat(failure).hasMessage("online store").hasCause(CAUSE);
    }

    @Test
    void anUnavailableStoreSaysWhenToTryAgain() {
        StoreFailure failure = StoreFailure.unavailable("online store", Duration.ofSeconds(2), CAUSE);

        assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(2));
        assertThat(failure).hasMessage("online store").hasCause(CAUSE);
    }
}
