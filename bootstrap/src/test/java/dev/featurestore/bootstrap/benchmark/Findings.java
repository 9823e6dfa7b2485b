package dev.featurestore.bootstrap.benchmark;

import java.util.ArrayList;
import java.util.List;

/** What the rates, and what was used for them, say: ratios within one round, and the targets they have. */
final class Findings {
    private Findings() {}

    static List<Finding> of(Rounds rounds) {
        List<Finding> findings = new ArrayList<>();
        findings.add(atLeast(0.85, rounds, "in memory", "trivial"));
        findings.add(atLeast(2.5, rounds, "server: vector one", "minimal: vector one"));
        findings.add(plain(rounds, "server: vector one", "JDBC: vector one"));
        findings.add(atLeast(2.5, rounds, "server: vector three", "minimal: vector three"));
        findings.add(atLeast(1.6, rounds, "server: vector three", "minimal in turn: vector three"));
        findings.add(plain(rounds, "server: vector three", "JDBC: vector three"));
        findings.add(atLeast(0.70, rounds, "server: batch of 100 one", "JDBC: batch of 100 one"));
        findings.add(plain(rounds, "server: batch of 100 one", "minimal: batch of 100 one"));
        findings.add(atLeast(0.75, rounds, "server: batch of 100 three", "JDBC: batch of 100 three"));
        findings.add(plain(rounds, "server: batch of 100 three", "minimal: batch of 100 three"));
        for (String what : List.of("composite", "embedding")) {
            findings.add(plain(rounds, "server: vector " + what, "minimal: vector " + what));
            findings.add(plain(rounds, "server: batch of 100 " + what, "minimal: batch of 100 " + what));
        }
        findings.addAll(ofSharing(rounds));
        findings.add(plain(rounds, "server: vector one", "silent: vector one"));
        findings.add(plain(rounds, "server: batch of 100 one", "silent: batch of 100 one"));
        findings.add(plain(rounds, "compressing: batch of 100 one", "server: batch of 100 one"));
        for (String what : List.of(": vector one", ": batch of 100 one")) {
            findings.add(ofJvm(rounds, "server" + what, "small pages" + what));
            findings.add(ofJvm(rounds, "parallel" + what, "server" + what));
        }
        findings.add(Finding.plain(
                "bytes allocated for a value of a batch of 100 x 21",
                rounds.of("server: batch of 100 one", sample -> sample.kib() * 1024 / 2100)));
        findings.add(Finding.atMost(
                12,
                "KiB allocated for a vector of 10 features above the trivial endpoint's",
                Rounds.differences(rounds.of("server: vector ten", Sample::kib), rounds.of("trivial", Sample::kib))));
        return findings;
    }

    /** What it brings that requests share reads, beside requests that read by themselves. */
    private static List<Finding> ofSharing(Rounds rounds) {
        List<Finding> findings = new ArrayList<>();
        for (String what : List.of("vector one", "vector three")) {
            String shared = "server: " + what;
            String alone = "alone: " + what;
            findings.add(plain(rounds, shared, alone));
            findings.add(
                    Finding.atMost(0.4, shared + " / alone, CPU time of the JVM", jvmTimes(rounds, shared, alone)));
            findings.add(Finding.atMost(
                    0.25,
                    shared + " / alone, CPU time of the database",
                    Rounds.paired(
                            rounds.of(shared, Sample::databaseMicros), rounds.of(alone, Sample::databaseMicros))));
            findings.add(Finding.atMost(
                    3,
                    shared + ", p99 / p50",
                    Rounds.paired(rounds.of(shared, Sample::p99), rounds.of(shared, Sample::p50))));
            findings.add(Finding.plain(
                    alone + ", p99 / p50",
                    Rounds.paired(rounds.of(alone, Sample::p99), rounds.of(alone, Sample::p50))));
        }
        findings.add(plain(rounds, "server: vectors of 10 views", "alone: vectors of 10 views"));
        findings.add(atLeast(1.0, rounds, "server: vectors of 100 views", "alone: vectors of 100 views"));
        findings.add(plain(rounds, "far: vector one", "far, alone: vector one"));
        findings.add(plain(rounds, "far: vectors of 100 views", "far, alone: vectors of 100 views"));
        findings.add(Finding.atMost(
                1.03,
                "server: vector one, 1 client / alone, p50",
                Rounds.paired(
                        rounds.of("server: vector one, 1 client", Sample::p50),
                        rounds.of("alone: vector one, 1 client", Sample::p50))));
        return findings;
    }

    private static Finding ofJvm(Rounds rounds, String of, String to) {
        return Finding.plain(of + " / " + to + ", CPU time of the JVM", jvmTimes(rounds, of, to));
    }

    private static List<Double> jvmTimes(Rounds rounds, String of, String to) {
        return Rounds.paired(rounds.of(of, Sample::jvmMicros), rounds.of(to, Sample::jvmMicros));
    }

    private static Finding atLeast(double bound, Rounds rounds, String of, String to) {
        return Finding.atLeast(bound, of + " / " + to, rounds.ratios(of, to));
    }

    private static Finding plain(Rounds rounds, String of, String to) {
        return Finding.plain(of + " / " + to, rounds.ratios(of, to));
    }
}
