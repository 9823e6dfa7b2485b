package dev.featurestore.rondb.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.rondb.cluster.ClusterSettings.Breaker;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class CircuitTest {
    private final AtomicLong nanoTime = new AtomicLong();
    private final Circuit circuit = new Circuit("online-store", Breaker.DEFAULT, nanoTime::get);

    /** Whatever the time of day does meanwhile. */
    @Test
    void itLetsTrialsThroughWhenItsTimeHasPassed() {
        while (circuit.letsThrough()) {
            circuit.failed(new SQLException("down"));
        }

        nanoTime.addAndGet(Breaker.DEFAULT.openFor().toNanos() - 1_000_000);
        boolean before = circuit.letsThrough();
        nanoTime.addAndGet(2_000_000);
        boolean after = circuit.letsThrough();

        assertThat(before).isFalse();
        assertThat(after).isTrue();
        assertThat(circuit.state()).isEqualTo(CircuitState.HALF_OPEN);
    }

    /** A probe finds the database again just when a trial would begin, which looks at the clock before. */
    @Test
    void whoComesWhileTheCircuitIsClosedIsLetThrough() {
        AtomicReference<Optional<Circuit>> found = new AtomicReference<>(Optional.empty());
        Circuit closing = new Circuit("online-store", Breaker.DEFAULT, () -> {
            found.getAndSet(Optional.empty()).ifPresent(Circuit::forget);
            return nanoTime.get();
        });
        while (closing.letsThrough()) {
            closing.failed(new SQLException("down"));
        }
        nanoTime.addAndGet(Breaker.DEFAULT.openFor().toNanos() + 1_000_000);
        found.set(Optional.of(closing));

        assertThat(closing.letsThrough()).isTrue();
        assertThat(closing.state()).isEqualTo(CircuitState.CLOSED);
    }
}
