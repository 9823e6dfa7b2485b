package dev.featurestore.bootstrap.benchmark;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.featurestore.bootstrap.benchmark.Change.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Whether a change made something slower: the few ratios that tell most, over many short rounds, kept {@code before}
 * the change and compared {@code after} it by the rule of {@link Change}.
 */
final class Guard {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final Map<String, String> RATIOS = new LinkedHashMap<>();

    static {
        RATIOS.put("in memory", "trivial");
        for (String what : List.of("vector one", "vector three", "batch of 100 one", "batch of 100 three")) {
            RATIOS.put("server: " + what, "minimal: " + what);
        }
    }

    private final Options options;

    Guard(Options options) {
        this.options = options;
    }

    /** Ratios of each round, by name, and where they come from. */
    record Kept(Environment environment, Map<String, List<Double>> ratios) {}

    /** Measures and keeps it; gives what to say. */
    String before() throws Exception {
        Kept measured = measure();
        Files.createDirectories(options.output());
        JSON.writeValue(file("before").toFile(), measured);
        List<String> lines = new ArrayList<>(List.of("| ratio | median | least | most |", "|---|---|---|---|"));
        measured.ratios().forEach((name, ratios) -> {
            Spread spread = Spread.of(ratios);
            lines.add(format("| %s | %.3f | %.3f | %.3f |", name, spread.median(), spread.least(), spread.most()));
        });
        lines.add("kept in " + file("before") + "; make the change, then -Dbenchmark=after");
        return String.join("\n", lines);
    }

    /** What to say, and whether nothing became slower beyond noise. */
    record Outcome(String text, boolean good) {}

    /**
     * Measures again and compares.
     *
     * @throws WrongUse if nothing was kept before
     */
    Outcome after() throws Exception {
        if (!Files.exists(file("before"))) {
            throw new WrongUse("there is no " + file("before") + ": -Dbenchmark=before comes first");
        }
        Kept before = JSON.readValue(file("before").toFile(), new TypeReference<>() {});
        Kept after = measure();
        JSON.writeValue(file("after").toFile(), after);
        Map<String, Change> changes = new LinkedHashMap<>();
        before.ratios()
                .forEach((name, ratios) ->
                        changes.put(name, Change.of(ratios, after.ratios().get(name))));
        String text = markdown(before, after, changes);
        Files.writeString(options.output().resolve("guard.md"), text);
        return new Outcome(text, changes.values().stream().noneMatch(change -> change.verdict() == Verdict.SLOWER));
    }

    private Kept measure() throws Exception {
        try (Running running = Running.start(List.of(Group.NARROW, Group.DOUBLES, Group.STRINGS))) {
            Environment environment = Environment.of(running.database(), options);
            Rounds rounds = Rounds.run(Variants.few(running), options, running.database());
            Map<String, List<Double>> ratios = new LinkedHashMap<>();
            RATIOS.forEach((of, to) -> ratios.put(of + " / " + to, rounds.ratios(of, to)));
            return new Kept(environment, ratios);
        }
    }

    private Path file(String name) {
        return options.output().resolve(name + ".json");
    }

    private static String markdown(Kept before, Kept after, Map<String, Change> changes) {
        List<String> lines = new ArrayList<>();
        lines.add("before: " + before.environment().revision() + ", after: "
                + after.environment().revision());
        lines.add("");
        lines.add("| ratio | before | after | change | p | |");
        lines.add("|---|---|---|---|---|---|");
        changes.forEach((name, change) -> lines.add(format(
                "| %s | %.3f | %.3f | %+.1f %% | %.4f | %s |",
                name, change.before(), change.after(), change.percent(), change.chance(), said(change.verdict()))));
        if (!before.environment().quiet() || !after.environment().quiet()) {
            lines.add("");
            lines.add(format(
                    "**The machine was not quiet** (load average %.1f before, %.1f after): what moved may be noise.",
                    before.environment().load(), after.environment().load()));
        }
        return String.join("\n", lines) + "\n";
    }

    private static String said(Verdict verdict) {
        return switch (verdict) {
            case WITHIN_NOISE -> "within noise";
            case FASTER -> "moved: faster";
            case SLOWER -> "**moved: slower**";
        };
    }

    private static String format(String template, Object... arguments) {
        return String.format(Locale.ROOT, template, arguments);
    }
}
