package dev.featurestore.bootstrap.benchmark;

import dev.featurestore.bootstrap.Installation;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * What the server costs, as ratios within one run beside the bare driver and minimal endpoints on the same HTTP stack.
 * {@code mvn -q -Pbenchmark package} runs it. Server, database and load share the machine, so only the ratios mean
 * anything. Exits with 1 if it cannot run, or if the guard sees something slower.
 */
public final class Benchmark {
    private Benchmark() {}

    /** Takes its {@link Options} from system properties. */
    public static void main(String[] arguments) {
        System.exit(status());
    }

    /** Threads of what could not be closed must not keep the program from ending: whatever happens, it exits. */
    private static int status() {
        try {
            Options options = Options.ofSystemProperties();
            if (!Wrk.isInstalled()) {
                throw new WrongUse("The benchmark needs wrk: apt-get install wrk, or https://github.com/wg/wrk");
            }
            if (!Installation.isPossible()) {
                throw new WrongUse("There is no archive of the server: mvn -q -Pbenchmark package makes it");
            }
            return run(options);
        } catch (WrongUse wrong) {
            System.err.println(wrong.getMessage());
        } catch (Exception failed) {
            LoggerFactory.getLogger(Benchmark.class).error("the benchmark cannot go on", failed);
        }
        return 1;
    }

    private static int run(Options options) throws Exception {
        return switch (options.form()) {
            case FULL -> {
                full(options);
                yield 0;
            }
            case BESIDE -> {
                System.out.println(Beside.measure(options));
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
        List<Finding> held = Held.measure(options);
        try (Running running = Running.start(Group.all())) {
            Environment environment = Environment.of(running.database(), options);
            Rounds rounds = Rounds.run(Variants.all(running), options, running.database());
            List<Finding> findings = new ArrayList<>(Findings.of(rounds));
            if (running.database().isCluster()) {
                findings.addAll(JoinShapes.findings(rounds));
            }
            findings.addAll(Growth.findings(rounds));
            findings.add(Rotation.measure(running, options));
            findings.addAll(held);
            findings.addAll(ColdStart.measure(running));
            Latencies.Measured latencies = Latencies.measure(running, options);
            findings.add(latencies.p99());
            running.database().requireConnectionsForAll();
            Report report = new Report(
                    environment, findings, Report.Measured.of(rounds), Growth.steps(rounds), latencies.points());
            System.out.println(report.write(options.output()));
        }
    }
}
