package dev.featurestore.bootstrap;

import java.util.Optional;

/** Where the JVM comes in. */
public final class Main {
    private Main() {}

    /** Runs the program until it is told to stop; {@code --help} says how. */
    public static void main(String[] arguments) {
        Optional<ExitCode> end = new Program(System.getenv(), System.out, System.err).run(arguments);
        end.ifPresent(code -> System.exit(code.number()));
    }
}
