package dev.featurestore.bootstrap.config;

import java.util.List;

/** The configuration is wrong; the message names every path, its value and what it should be, a line each. */
public final class InvalidConfiguration extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> warnings;

    InvalidConfiguration(String source, List<String> errors, List<String> warnings) {
        super("bad configuration in " + source + ":\n  " + String.join("\n  ", errors));
        this.warnings = List.copyOf(warnings);
    }

    /** What is not wrong, but has no effect; a line each. */
    public List<String> warnings() {
        return warnings;
    }
}
