package dev.featurestore.rondb.rows;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How many statements of each shape were sent. Thread-safe. */
final class StatementCounts {
    private final Map<StatementShape, LongAdder> counts = new EnumMap<>(StatementShape.class);

    StatementCounts() {
        for (StatementShape shape : StatementShape.values()) {
            counts.put(shape, new LongAdder());
        }
    }

    void count(StatementShape shape) {
        adder(shape).increment();
    }

    long of(StatementShape shape) {
        return adder(shape).sum();
    }

    private LongAdder adder(StatementShape shape) {
        LongAdder adder = counts.get(shape);
        if (adder == null) {
            throw new IllegalStateException("no counter for " + shape);
        }
        return adder;
    }
}
