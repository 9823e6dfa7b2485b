package dev.featurestore.bootstrap.benchmark;

import java.util.ArrayList;
import java.util.List;

/**
 * What the server costs, as ratios within one run beside the bare driver and minimal endpoints on the same HTTP stack.
 * {@code mvn -q -Pbenchmark test} runs it. Server, database and load share the machine, so only the ratios mean
 * anything. Exits with 1 if it cannot run, or if the guard sees something slower.
 */
public final class Benchmark {
    private Benchmark() {}

    /** Takes its {@link Options} from system properties. */
    public static void main(String[] arguments) throws Exception {
        if (!Wrk.isInstalled()) {
            System.err.println("The benchmark needs wrk: apt-get install wrk, dnf install wrk or brew install wrk.");
            System.exit(1);
        }
        Options options = Options.ofSystemProperties();
        System.exit(run(options));
    }

    private static int run(Options options) throws Exception {
        return switch (options.form()) {
            case FULL -> {
                full(options);
                yield 0;
            }
            case BEFORE -> {
                System.out.println(new Guard(options).before());
                yield 0;
            }
            case AFTER -> {
                Guard.Outcome outcome = new Guard(options).after();
                System.out.println(outcome.text());
                yield outcome.good() ? 0 : 1;
            }
        };
    }

    private static void full(Options options) throws Exception {
        try (Running running = Running.start(Group.all())) {
            Environment environment = Environment.of(running.engine(), options);
            Rounds rounds = Rounds.run(
                    Variants.all(running),
                    options.rounds(),
                    options.warmUp(),
                    options.each(),
                    Environment.process(running.engine()));
            List<Finding> findings = new ArrayList<>(Findings.of(rounds));
            findings.addAll(Growth.findings(rounds));
            findings.addAll(ColdStart.measure(running));
            Latencies.Measured latencies = Latencies.measure(running, options);
            findings.add(latencies.p99());
            Report report = new Report(
                    environment, findings, Report.Measured.of(rounds), Growth.steps(rounds), latencies.points());
            System.out.println(report.write(options.output()));
        }
    }
}
