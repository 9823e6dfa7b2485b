package dev.featurestore.bootstrap;

import java.util.Optional;

/** The version of the program, from the jar it runs from. */
final class Version {
    private Version() {}

    static String current() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("(not built as a jar)");
    }
}
