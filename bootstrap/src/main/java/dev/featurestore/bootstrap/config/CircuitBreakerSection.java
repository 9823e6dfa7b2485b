package dev.featurestore.bootstrap.config;

import static dev.featurestore.bootstrap.config.SettingTypes.millis;

import dev.featurestore.rondb.cluster.ClusterSettings.Breaker;
import java.time.Duration;
import java.util.function.Function;

/** Section {@code CircuitBreaker}: when a cluster that fails is no longer asked, the same for both clusters. */
final class CircuitBreakerSection {
    private static final Function<Configuration, Breaker> IN_FORCE =
            c -> c.ronDb().data().breaker();

    private final Section section;

    CircuitBreakerSection(Section section) {
        this.section = section;
    }

    Breaker read() {
        Breaker defaults = Breaker.DEFAULT;
        int window = integer("Window", 2, 10_000, "Reads that are judged together.", Breaker::window);
        int minimumReads =
                integer("MinimumReads", 1, 10_000, "Reads before anything is judged.", Breaker::minimumReads);
        int failurePercent = integer(
                "FailurePercent", 1, 100, "Share of failed reads that opens the circuit.", Breaker::failurePercent);
        Duration slowAfter = section.read(
                "SlowAfterMS",
                millis(10, 60_000),
                defaults.slowAfter(),
                "From when on a read counts as slow.",
                IN_FORCE.andThen(Breaker::slowAfter));
        int slowPercent =
                integer("SlowPercent", 1, 100, "Share of slow reads that opens the circuit.", Breaker::slowPercent);
        Duration openFor = section.read(
                "OpenForMS",
                millis(100, 60_000),
                defaults.openFor(),
                "For how long nothing is asked then.",
                IN_FORCE.andThen(Breaker::openFor));
        int trials = integer("Trials", 1, 1000, "Reads let through to decide whether to close again.", Breaker::trials);
        return new Breaker(window, minimumReads, failurePercent, slowAfter, slowPercent, openFor, trials);
    }

    private int integer(String name, int min, int max, String description, Function<Breaker, Integer> part) {
        return section.read(
                name, SettingTypes.integer(min, max), part.apply(Breaker.DEFAULT), description, IN_FORCE.andThen(part));
    }
}
