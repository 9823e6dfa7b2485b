package dev.featurestore.web.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.featurestore.domain.ErrorCode;
import dev.featurestore.web.RequestRefused;
import org.eclipse.jetty.server.Request;
import org.junit.jupiter.api.Test;

class AnswerBufferTest {
    /** Of which a request may hold half. */
    private static final int MAX = 60_000;

    private final MemoryBudget memory = new MemoryBudget(2 * MAX, 50);
    private final Request request = MemoryBudgetTest.request();

    @Test
    void whatIsSmallIsNotCounted() {
        AnswerBuffer answer = AnswerBuffer.of(memory, request, 0);

        answer.write(new byte[4000], 0, 4000);
        assertThat(memory.held()).isZero();

        answer.write(new byte[200], 0, 200);
        assertThat(memory.held()).isEqualTo(8000);
    }

    @Test
    void itHoldsTheRoomThatItHas() {
        AnswerBuffer answer = AnswerBuffer.of(memory, request, 5000);
        assertThat(memory.held()).isEqualTo(5000);

        answer.write(new byte[5000], 0, 5000);
        assertThat(memory.held()).isEqualTo(5000);

        answer.write(1);
        assertThat(memory.held()).isEqualTo(10_000);
        assertThat(answer.size()).isEqualTo(5001);
    }

    @Test
    void roomIsAskedForBeforeItIsTaken() {
        AnswerBuffer answer = AnswerBuffer.of(memory, request, 10_000);
        answer.write(new byte[10_000], 0, 10_000);
        memory.hold(MemoryBudgetTest.request(), 1000);

        assertRefused(() -> answer.write(1), ErrorCode.UNAVAILABLE);
        assertThat(memory.held()).isEqualTo(11_000);
        assertThat(answer.size()).isEqualTo(10_000);
    }

    @Test
    void whatCouldNeverBeHeldIsTooLarge() {
        AnswerBuffer answer = AnswerBuffer.of(memory, request, 10_000);

        assertRefused(() -> answer.write(new byte[20_001], 0, 20_001), ErrorCode.REQUEST_TOO_LARGE);
        assertRefused(() -> AnswerBuffer.of(memory, request, 20_001), ErrorCode.REQUEST_TOO_LARGE);
    }

    private static void assertRefused(Runnable taking, ErrorCode code) {
        assertThatThrownBy(taking::run)
                .isInstanceOfSatisfying(
                        RequestRefused.class,
                        refused -> assertThat(refused.failure().code()).isEqualTo(code));
    }
}
