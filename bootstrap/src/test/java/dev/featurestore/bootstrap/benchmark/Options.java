package dev.featurestore.bootstrap.benchmark;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What is to be run, and how long.
 *
 * @param seconds of each variant in each round
 * @param output the directory that reports go to
 */
record Options(Form form, int rounds, int seconds, Path output) {
    /**
     * {@code FULL} measures all there is; {@code BESIDE} some of it beside another build; {@code BEFORE} and {@code
     * AFTER} are the two halves of the guard.
     */
    enum Form {
        FULL(5, 3),
        BESIDE(5, 3),
        BEFORE(8, 1),
        AFTER(8, 1);

        private final int rounds;
        private final int seconds;

        Form(int rounds, int seconds) {
            this.rounds = rounds;
            this.seconds = seconds;
        }
    }

    /**
     * Of the system properties {@code benchmark}, {@code benchmark.rounds}, {@code benchmark.seconds} (0 or empty: as
     * usual for the form) and {@code benchmark.output}.
     *
     * @throws WrongUse if one of them cannot be
     */
    static Options ofSystemProperties() {
        Form form = form(System.getProperty("benchmark", "full"));
        return new Options(
                form,
                number("benchmark.rounds", form.rounds),
                number("benchmark.seconds", form.seconds),
                Path.of(System.getProperty("benchmark.output", "target/benchmark")));
    }

    private static Form form(String name) {
        return Arrays.stream(Form.values())
                .filter(form -> form.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new WrongUse("-Dbenchmark=" + name + ": there are "
                        + Arrays.stream(Form.values())
                                .map(form -> form.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))));
    }

    private static int number(String property, int usual) {
        int number = Integer.getInteger(property, 0);
        if (number < 0) {
            throw new WrongUse("-D" + property + "=" + number + " is negative");
        }
        return number == 0 ? usual : number;
    }

    Duration each() {
        return Duration.ofSeconds(seconds);
    }

    /** How long a variant is run before anybody looks whether it is warm. */
    Duration warmUp() {
        return Duration.ofSeconds(isTrial() ? seconds : Math.max(3, seconds));
    }

    /** How often that is done at most. */
    int warmUps() {
        return isTrial() ? 1 : 30;
    }

    /** Figures of a single round mean nothing. */
    private boolean isTrial() {
        return rounds == 1;
    }
}
