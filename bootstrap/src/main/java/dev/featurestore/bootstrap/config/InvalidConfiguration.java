package dev.featurestore.bootstrap.config;

import java.util.List;

/** The configuration is wrong; the message names every path, its value and what it should be, a line each. */
public final class InvalidConfiguration extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidConfiguration(String source, List<String> errors) {
        super("bad configuration in " + source + ":\n  " + String.join("\n  ", errors));
    }
}
