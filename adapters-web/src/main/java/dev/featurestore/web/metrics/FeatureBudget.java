package dev.featurestore.web.metrics;

import java.util.concurrent.atomic.AtomicInteger;

/** How many more features are counted by themselves: each has up to three time series. Thread-safe. */
final class FeatureBudget {
    private final AtomicInteger left;

    FeatureBudget(int max) {
        this.left = new AtomicInteger(max);
    }

    /** Takes one; false if there is none left. */
    boolean take() {
        return left.get() > 0 && left.getAndDecrement() > 0;
    }
}
