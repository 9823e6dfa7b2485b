package dev.featurestore.bootstrap.config;

import java.util.List;
import java.util.Optional;

/** The configuration is wrong; the message names every path, its value and what it should be, a line each. */
public final class InvalidConfiguration extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> warnings;

    /** @param file empty: there is none */
    InvalidConfiguration(Optional<String> file, List<String> errors, List<String> warnings) {
        super("bad configuration" + file.map(name -> " in " + name).orElse("") + ":\n  " + String.join("\n  ", errors));
        this.warnings = List.copyOf(warnings);
    }

    /** What is not wrong, but has no effect; a line each. */
    public List<String> warnings() {
        return warnings;
    }
}
