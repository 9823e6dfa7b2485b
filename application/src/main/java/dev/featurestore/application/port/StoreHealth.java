package dev.featurestore.application.port;

import java.util.List;
import java.util.Objects;

/** Port: whether vectors can be served just now. Implementations are thread-safe and answer within a second. */
@FunctionalInterface
public interface StoreHealth {
    /** The parts that serving needs, and their state. Never throws for a part that is down. */
    List<Part> parts();

    /**
     * One part.
     *
     * @param name such as {@code online-store}
     * @param up whether it works
     * @param detail in words; says nothing that a stranger must not know
     */
    record Part(String name, boolean up, String detail) {
        public Part {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(detail, "detail");
        }
    }
}
