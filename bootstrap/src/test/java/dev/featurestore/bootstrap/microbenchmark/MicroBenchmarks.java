package dev.featurestore.bootstrap.microbenchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.openjdk.jmh.Main;

/**
 * Runs JMH over every benchmark on the class path. The first argument is the file for the results, the others are JMH's
 * own, each of them one or several words.
 */
public final class MicroBenchmarks {
    private MicroBenchmarks() {}

    public static void main(String[] args) throws IOException {
        Path results = Path.of(args[0]);
        Files.createDirectories(results.getParent());
        // A benchmark whose check fails must not be passed over.
        List<String> options = new ArrayList<>(List.of("-foe", "true", "-rf", "json", "-rff", results.toString()));
        Arrays.stream(args)
                .skip(1)
                .flatMap(words -> Arrays.stream(words.trim().split("\\s+")))
                .filter(word -> !word.isEmpty())
                .forEach(options::add);
        Main.main(options.toArray(String[]::new));
    }
}
