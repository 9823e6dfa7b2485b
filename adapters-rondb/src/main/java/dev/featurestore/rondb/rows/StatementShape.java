package dev.featurestore.rondb.rows;

import java.util.Locale;

/** The shapes of statements that read rows, for metrics and traces. */
public enum StatementShape {
    /** One key of one feature group. */
    SINGLE_KEY,
    /** One key of several feature groups, joined on the first one's. */
    PUSHED_JOIN,
    /** One key of several feature groups, each by its own values. */
    CONSTANT_JOIN,
    /** Many keys of one feature group. */
    KEY_LIST,
    /** Which rows keys in another spelling name. */
    COLLATION,
    /** Keys of some rows of one feature group, for examples. */
    SOME_KEYS;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** How metrics and traces call it. */
    public String label() {
        return label;
    }
}
