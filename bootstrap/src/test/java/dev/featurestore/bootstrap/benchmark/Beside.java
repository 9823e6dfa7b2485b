package dev.featurestore.bootstrap.benchmark;

import dev.featurestore.bootstrap.Installation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What this build costs beside another: both run at the same time over the same database, and are asked in turn. */
final class Beside {
    /** What the other build is called. */
    static final String OTHER = "other";

    private static final String SERVER = Setup.USUAL.label();

    private Beside() {}

    /**
     * Measures, and writes a report.
     *
     * @return what to say
     * @throws WrongUse if the system property {@code benchmark.other} is not the archive of a build
     */
    static String measure(Options options) throws Exception {
        Path archive = Path.of(System.getProperty("benchmark.other", ""));
        if (!Files.isRegularFile(archive)) {
            throw new WrongUse("-Dbenchmark.other=" + archive + ": there is no such archive of another build");
        }
        try (Installation installation = Installation.unpack(archive);
                Running running = Running.start(List.of(Group.NARROW, Group.DOUBLES, Group.STRINGS));
                ServerProcess other = running.ofBuild(installation)) {
            Environment environment = Environment.of(running.database(), options);
            Rounds rounds = Rounds.run(Variants.beside(running, other), options, running.database());
            List<Finding> findings = findings(rounds);
            Latencies.Measured latencies = Latencies.measure(
                    SERVER, running.server(Setup.USUAL).vector(), OTHER, other.vector(), 1.0, options);
            findings.add(latencies.p99());
            running.database().requireConnectionsForAll();
            Report report =
                    new Report(environment, findings, Report.Measured.of(rounds), List.of(), latencies.points());
            return report.write(options.output());
        }
    }

    private static List<Finding> findings(Rounds rounds) {
        List<Finding> findings = new ArrayList<>();
        for (String what : List.of("vector one", "vector three")) {
            findings.add(Finding.plain(
                    SERVER + ": " + what + " / minimal", rounds.ratios(SERVER + ": " + what, "minimal: " + what)));
            findings.add(Finding.plain(
                    OTHER + ": " + what + " / minimal", rounds.ratios(OTHER + ": " + what, "minimal: " + what)));
            findings.add(Finding.plain(what + ": rate", paired(rounds, what, Sample::rate)));
            findings.add(Finding.atMost(0.4, what + ": CPU time of the JVM", paired(rounds, what, Sample::jvmMicros)));
            findings.add(Finding.atMost(
                    0.25, what + ": CPU time of the database", paired(rounds, what, Sample::databaseMicros)));
            findings.add(Finding.plain(what + ": p99", paired(rounds, what, Sample::p99)));
        }
        findings.add(Finding.atLeast(
                1.0, "vectors of 100 views: rate", paired(rounds, "vectors of 100 views", Sample::rate)));
        findings.add(
                Finding.atMost(1.03, "vector one, 1 client: p50", paired(rounds, "vector one, 1 client", Sample::p50)));
        for (String what : List.of("batch of 100 one", "batch of 100 three")) {
            findings.add(Finding.plain(what + ": rate", paired(rounds, what, Sample::rate)));
            findings.add(Finding.plain(what + ": CPU time of the JVM", paired(rounds, what, Sample::jvmMicros)));
            findings.add(Finding.atMost(0.5, what + ": KiB allocated", paired(rounds, what, Sample::kib)));
        }
        return findings;
    }

    /** This build's figures divided by the other's of the same round. */
    private static List<Double> paired(Rounds rounds, String variant, ToDoubleFunction<Sample> what) {
        return Rounds.paired(rounds.of(SERVER + ": " + variant, what), rounds.of(OTHER + ": " + variant, what));
    }
}
