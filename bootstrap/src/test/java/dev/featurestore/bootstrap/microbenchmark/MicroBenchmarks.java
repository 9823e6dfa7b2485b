package dev.featurestore.bootstrap.microbenchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs JMH over every benchmark on the class path. The first argument is the file for the results, the others are JMH's
 * own, each of them one or several words. What they leave open is the same for all benchmarks.
 */
public final class MicroBenchmarks {
    private static final int FORKS = 2;
    private static final int ITERATIONS = 3;

    private MicroBenchmarks() {}

    public static void main(String[] args) throws IOException, CommandLineOptionException, RunnerException {
        Path results = Path.of(args[0]);
        Files.createDirectories(results.getParent());
        CommandLineOptions given = new CommandLineOptions(Arrays.stream(args)
                .skip(1)
                .flatMap(words -> Arrays.stream(words.trim().split("\\s+")))
                .filter(word -> !word.isEmpty())
                .toArray(String[]::new));
        new Runner(options(given, results).build()).run();
    }

    private static ChainedOptionsBuilder options(CommandLineOptions given, Path results) {
        TimeValue second = TimeValue.seconds(1);
        ChainedOptionsBuilder options = new OptionsBuilder()
                .parent(given)
                .resultFormat(ResultFormatType.JSON)
                .result(results.toString())
                .shouldFailOnError(true) // a benchmark whose check fails must not be passed over
                .timeUnit(given.getTimeUnit().orElse(TimeUnit.MICROSECONDS))
                .forks(given.getForkCount().orElse(FORKS))
                .warmupIterations(given.getWarmupIterations().orElse(ITERATIONS))
                .warmupTime(given.getWarmupTime().orElse(second))
                .measurementIterations(given.getMeasurementIterations().orElse(ITERATIONS))
                .measurementTime(given.getMeasurementTime().orElse(second));
        return given.getBenchModes().isEmpty() ? options.mode(Mode.AverageTime) : options;
    }
}
