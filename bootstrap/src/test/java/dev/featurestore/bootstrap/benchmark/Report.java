package dev.featurestore.bootstrap.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All that was found, as Markdown for people and as JSON for programs. */
record Report(
        Environment environment,
        List<Finding> findings,
        List<Measured> variants,
        List<Growth.Step> growth,
        List<LatencyPoint> latencies) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** A variant's rate and what a request of it used; null what is not known of it. */
    record Measured(
            String name,
            Spread rate,
            @Nullable Spread p50,
            @Nullable Spread p99,
            @Nullable Spread waits,
            Spread statements,
            Spread jvmMicros,
            Spread databaseMicros,
            @Nullable Spread dataNodeMicros,
            Spread kib) {
        static List<Measured> of(Rounds rounds) {
            return rounds.samples().keySet().stream()
                    .map(name -> new Measured(
                            name,
                            Spread.of(rounds.of(name, Sample::rate)),
                            known(rounds.of(name, Sample::p50)),
                            known(rounds.of(name, Sample::p99)),
                            known(rounds.of(name, Sample::waits)),
                            Spread.of(rounds.of(name, Sample::statements)),
                            Spread.of(rounds.of(name, Sample::jvmMicros)),
                            Spread.of(rounds.of(name, Sample::databaseMicros)),
                            known(rounds.of(name, Sample::dataNodeMicros)),
                            Spread.of(rounds.of(name, Sample::kib))))
                    .toList();
        }

        private static @Nullable Spread known(List<Double> figures) {
            return figures.contains(Double.NaN) ? null : Spread.of(figures);
        }
    }

    /** Writes {@code benchmark.md}, {@code benchmark.json} and {@code latency.svg}; gives the first. */
    String write(Path directory) throws IOException {
        Files.createDirectories(directory);
        String markdown = markdown();
        Files.writeString(directory.resolve("benchmark.md"), markdown);
        Files.writeString(directory.resolve("latency.svg"), LatencyPlot.svg(latencies));
        JSON.writeValue(directory.resolve("benchmark.json").toFile(), this);
        return markdown;
    }

    private String markdown() {
        List<String> lines = new ArrayList<>();
        lines.add("# Benchmark");
        lines.add("");
        lines.add(
                "%s, revision %s, %s, %d cores (load average %.1f), %s, %s; %d rounds of %d s. Median (least to most)."
                        .formatted(
                                environment.when(),
                                environment.revision(),
                                environment.jdk(),
                                environment.cores(),
                                environment.load(),
                                environment.system(),
                                environment.database(),
                                environment.rounds(),
                                environment.seconds()));
        table(lines, "Ratios and targets", "figure, of the same round | median | least | most | target | met");
        for (Finding finding : findings) {
            Spread figure = finding.figure();
            row(
                    lines,
                    finding.what(),
                    number(figure.median()),
                    number(figure.least()),
                    number(figure.most()),
                    finding.target(),
                    met(finding.verdict()));
        }
        table(
                lines,
                "Rates, and what a request uses",
                "variant | requests/s | p50, ms | p99, ms | waits for data nodes | statements | JVM CPU, µs"
                        + " | MySQL server CPU, µs | data node CPU, µs | allocated, KiB");
        for (Measured variant : variants) {
            row(
                    lines,
                    variant.name(),
                    spread(variant.rate()),
                    spread(variant.p50()),
                    spread(variant.p99()),
                    spread(variant.waits()),
                    spread(variant.statements()),
                    spread(variant.jvmMicros()),
                    spread(variant.databaseMicros()),
                    spread(variant.dataNodeMicros()),
                    spread(variant.kib()));
        }
        if (!growth.isEmpty()) {
            table(lines, "Growth, in CPU time of JVM, database and data nodes", "of | request, µs | each, µs");
        }
        for (Growth.Step step : growth) {
            row(lines, step.size() + " " + step.what(), spread(step.request()), spread(step.unit()));
        }
        table(
                lines,
                "Latency of a single vector at fixed rates, from when it was due",
                "who | offered/s | share | requests | p50, ms | p99, ms | p99.9, ms");
        for (LatencyPoint point : latencies) {
            row(
                    lines,
                    point.who(),
                    number(point.rate()),
                    Math.round(point.share() * 100) + " %",
                    Long.toString(point.requests()),
                    number(point.p50()),
                    number(point.p99()),
                    number(point.p999()));
        }
        return String.join("\n", lines) + "\n";
    }

    private static void table(List<String> lines, String title, String columns) {
        lines.addAll(List.of("", "## " + title, "", "| " + columns + " |"));
        lines.add("|" + "---|".repeat(columns.split("\\|", -1).length));
    }

    private static void row(List<String> lines, String... cells) {
        lines.add(List.of(cells).stream().collect(Collectors.joining(" | ", "| ", " |")));
    }

    private static String met(Finding.Verdict verdict) {
        return switch (verdict) {
            case MET -> "yes";
            case MISSED -> "**no**";
            case NO_TARGET -> "";
        };
    }

    private static String spread(@Nullable Spread spread) {
        return spread == null
                ? "-"
                : number(spread.median()) + " (" + number(spread.least()) + " to " + number(spread.most()) + ")";
    }

    /** Three digits or so, whatever the size. */
    static String number(double number) {
        return String.format(
                Locale.ROOT, Math.abs(number) < 10 ? "%.2f" : Math.abs(number) < 100 ? "%.1f" : "%.0f", number);
    }
}
