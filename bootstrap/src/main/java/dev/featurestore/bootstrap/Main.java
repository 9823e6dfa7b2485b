package dev.featurestore.bootstrap;

import dev.featurestore.bootstrap.compare.CompareCommand;
import java.util.List;
import java.util.Optional;

/** The main class. */
public final class Main {
    private Main() {}

    /** Runs the program until it is told to stop, or compares two servers; {@code --help} says how. */
    public static void main(String[] arguments) {
        if (arguments.length > 0 && arguments[0].equals("compare")) {
            List<String> own = List.of(arguments).subList(1, arguments.length);
            System.exit(CompareCommand.run(own, System.getenv(), System.out, System.err));
        }
        Optional<ExitCode> end = new Program(System.getenv(), System.out, System.err).run(arguments);
        end.ifPresent(code -> System.exit(code.number()));
    }
}
