package dev.featurestore.bootstrap.benchmark;

import java.util.ArrayList;
import java.util.List;

/** What the rates, and what was used for them, say: ratios within one round, and the targets they have. */
final class Findings {
    private Findings() {}

    static List<Finding> of(Rounds rounds) {
        List<Finding> findings = new ArrayList<>();
        findings.add(atLeast(0.85, rounds, "in memory", "trivial"));
        findings.add(atLeast(0.90, rounds, "server: vector one", "minimal: vector one"));
        findings.add(plain(rounds, "server: vector one", "JDBC: vector one"));
        findings.add(atLeast(0.90, rounds, "server: vector three", "minimal: vector three"));
        findings.add(atLeast(1.6, rounds, "server: vector three", "minimal in turn: vector three"));
        findings.add(plain(rounds, "server: vector three", "JDBC: vector three"));
        findings.add(atLeast(0.80, rounds, "server: batch of 100 one", "JDBC: batch of 100 one"));
        findings.add(plain(rounds, "server: batch of 100 one", "minimal: batch of 100 one"));
        findings.add(atLeast(0.75, rounds, "server: batch of 100 three", "JDBC: batch of 100 three"));
        findings.add(plain(rounds, "server: batch of 100 three", "minimal: batch of 100 three"));
        for (String what : List.of("composite", "embedding")) {
            findings.add(plain(rounds, "server: vector " + what, "minimal: vector " + what));
            findings.add(plain(rounds, "server: batch of 100 " + what, "minimal: batch of 100 " + what));
        }
        findings.add(Finding.atMost(
                12,
                "KiB allocated for a vector of 10 features above the trivial endpoint's",
                Rounds.differences(rounds.of("server: vector ten", Sample::kib), rounds.of("trivial", Sample::kib))));
        return findings;
    }

    private static Finding atLeast(double bound, Rounds rounds, String of, String to) {
        return Finding.atLeast(bound, of + " / " + to, rounds.ratios(of, to));
    }

    private static Finding plain(Rounds rounds, String of, String to) {
        return Finding.plain(of + " / " + to, rounds.ratios(of, to));
    }
}
