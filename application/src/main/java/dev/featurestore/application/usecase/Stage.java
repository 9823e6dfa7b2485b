package dev.featurestore.application.usecase;

import java.util.Locale;

/**
 * The stages of a request for vectors, in the order in which it passes them; one that is refused on the way does not
 * reach all. Use cases enter {@link #VIEW} to {@link #VECTORS}, adapters that serve clients the others.
 */
public enum Stage {
    /** Finding out who calls. */
    KEY(0),
    /** Making a query of what the client sent. */
    PARSE(1),
    /** Finding the feature view, and whether the caller may read it. */
    VIEW(2),
    /** Checking the entries and making keys of them. */
    PLAN(3),
    /** Reading rows. */
    STORE(4),
    /** Putting the vectors together. */
    VECTORS(5),
    /** Writing the answer. */
    WRITE(6);

    private final int index;
    private final String label = name().toLowerCase(Locale.ROOT);

    Stage(int index) {
        this.index = index;
    }

    /** Its place in an array with one for each. */
    public int index() {
        return index;
    }

    /** How logs, headers and metrics call it. */
    public String label() {
        return label;
    }
}
