package dev.featurestore.web.metrics;

import dev.featurestore.application.Stages.Stage;
import java.util.Locale;

/** The stages of a request, with those that are the web's. */
public enum Phase {
    /** Finding out who calls. */
    KEY(0),
    /** Making a query of the body. */
    PARSE(1),
    VIEW(2),
    PLAN(3),
    STORE(4),
    VECTORS(5),
    /** Making the answer's body of the vectors. */
    WRITE(6);

    private final int index;
    private final String label = name().toLowerCase(Locale.ROOT);

    Phase(int index) {
        this.index = index;
    }

    /** Its place in an array with one for each. */
    public int index() {
        return index;
    }

    /** How log, header and metrics call it. */
    public String label() {
        return label;
    }

    /** The phase that is this stage. */
    public static Phase of(Stage stage) {
        return switch (stage) {
            case VIEW -> VIEW;
            case PLAN -> PLAN;
            case STORE -> STORE;
            case VECTORS -> VECTORS;
        };
    }
}
