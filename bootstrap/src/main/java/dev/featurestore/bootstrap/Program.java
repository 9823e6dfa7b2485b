package dev.featurestore.bootstrap;

import dev.featurestore.bootstrap.config.Configuration;
import dev.featurestore.bootstrap.config.ConfigurationReader;
import dev.featurestore.bootstrap.config.InvalidConfiguration;
import dev.featurestore.bootstrap.tracing.OpenTelemetrySpans;
import dev.featurestore.inmemory.DemoApiKeys;
import dev.featurestore.inmemory.InMemoryStore;
import dev.featurestore.inmemory.file.InvalidDataFile;
import dev.featurestore.web.CannotListen;
import dev.featurestore.web.exchange.RequestSpans;
import dev.featurestore.web.tls.UnusableCertificate;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** From the command line to a running server, or to one clear line that says why not. */
final class Program {
    private static final Logger LOG = LoggerFactory.getLogger(Program.class);

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    Program(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    /**
     * Does what the command line says.
     *
     * @return how the program ended; empty if the server is running, and ends with the JVM
     */
    Optional<ExitCode> run(String... arguments) {
        Options options = new Options();
        CommandLine commandLine = new CommandLine(options);
        try {
            commandLine.parseArgs(arguments);
            if (options.help) {
                commandLine.usage(out);
                return Optional.of(ExitCode.STOPPED);
            }
            if (options.version) {
                out.println("feature-store-server " + Version.current());
                return Optional.of(ExitCode.STOPPED);
            }
            return run(options);
        } catch (ParameterException wrong) {
            return failed(ExitCode.BAD_CONFIGURATION, wrong.getMessage() + " (--help lists the options)");
        } catch (InvalidConfiguration wrong) {
            Optional<ExitCode> end = failed(ExitCode.BAD_CONFIGURATION, String.valueOf(wrong.getMessage()));
            warn(wrong.warnings());
            return end;
        } catch (InvalidDataFile wrong) {
            return failed(ExitCode.BAD_CONFIGURATION, String.valueOf(wrong.getMessage()));
        } catch (UnusableCertificate unusable) {
            return failed(ExitCode.COULD_NOT_START, "Security.TLS: " + unusable.getMessage());
        } catch (CannotListen failure) {
            return failed(ExitCode.COULD_NOT_START, String.valueOf(failure.getMessage()));
        } catch (CannotStart failure) {
            return failed(failure.code(), String.valueOf(failure.getMessage()));
        } catch (RuntimeException | Error defect) { // the edge of the program: what else there is would go on running
            LOG.debug("The start failed", defect);
            return failed(ExitCode.COULD_NOT_START, "cannot start: " + oneLine(defect));
        }
    }

    private static String oneLine(Throwable defect) {
        return defect.toString().lines().findFirst().orElse("");
    }

    private Optional<ExitCode> failed(ExitCode code, String message) {
        err.println("feature-store-server: " + message);
        return Optional.of(code);
    }

    private Optional<ExitCode> run(Options options) {
        boolean demoWanted = options.demo || options.data.isPresent();
        Optional<Path> file = options.config.or(this::configurationFile);
        ConfigurationReader reader = new ConfigurationReader(file, environment, options.port, demoWanted);
        if (options.checkConfig) {
            check(reader, options.data);
            return Optional.of(ExitCode.STOPPED);
        }
        ConfigurationReader.Result read = reader.read();
        warn(read.warnings());
        // Before anything is opened that may be the other process's as well.
        PidFile.requireFree(read.configuration().pidFile());
        Logging.configure(read.configuration().log());
        start(options, read.configuration(), read.demo());
        return Optional.empty();
    }

    private void check(ConfigurationReader reader, Optional<Path> data) {
        ConfigurationReader.Result read = reader.readAndCheckFiles();
        warn(read.warnings());
        data.ifPresent(InMemoryStore::load);
        read.settings()
                .forEach(setting -> out.println(setting.path() + " = " + setting.effective(read.configuration())));
    }

    private void warn(List<String> warnings) {
        warnings.forEach(warning -> err.println("feature-store-server: warning: " + warning));
    }

    private Optional<Path> configurationFile() {
        return Stream.of("FEATURE_STORE_CONFIG_FILE", "RDRS_CONFIG_FILE")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isBlank())
                .map(Path::of)
                .findFirst();
    }

    private void start(Options options, Configuration configuration, boolean demo) {
        // Set before anything can be seen from outside: a program that is told to stop while it starts completes its
        // start, then stops.
        CompletableFuture<Runnable> stop = new CompletableFuture<>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop.join().run(), "shutdown"));
        try {
            start(options, configuration, demo, stop);
        } finally { // if it has not started, there is nothing to stop
            stop.complete(() -> {});
        }
    }

    private void start(Options options, Configuration configuration, boolean demo, CompletableFuture<Runnable> stop) {
        Deque<Runnable> opened = new ArrayDeque<>();
        try {
            StoreAdapter store =
                    demo ? memory(options.data, configuration.apiKeysRequired()) : StoreAdapter.of(configuration);
            opened.push(store::close);
            Optional<OpenTelemetrySpans> spans = spans();
            spans.ifPresent(each -> opened.push(each::close));
            FeatureStoreServer server = FeatureStoreServer.start(
                    configuration.web(),
                    configuration.requestsPerSecond(),
                    store,
                    spans.<RequestSpans>map(Function.identity()).orElse(RequestSpans.NONE));
            opened.push(server::close);
            PidFile pidFile = PidFile.write(configuration.pidFile());
            opened.push(pidFile::remove);
            printStart(options, configuration, demo, server);
            stop.complete(() -> stop(server, spans, configuration.drain(), pidFile));
        } catch (RuntimeException | Error failed) {
            opened.forEach(close -> closeAfter(failed, close));
            throw failed;
        }
    }

    /** Nothing keeps the others from being closed; what has been closed already takes it. */
    private static void closeAfter(Throwable failed, Runnable close) {
        try {
            close.run();
        } catch (RuntimeException again) {
            failed.addSuppressed(again);
        }
    }

    private void printStart(Options options, Configuration configuration, boolean demo, FeatureStoreServer server) {
        Optional<String> demoKey = demo && options.data.isEmpty() ? Optional.of(DemoApiKeys.MAIN) : options.exampleKey;
        String what = demo
                ? options.data.map(data -> "serving " + data + " from memory").orElse("serving sample data from memory")
                : "serving RonDB";
        StartMessage.print(
                out, configuration.log(), configuration.web(), server.port(), server.metricsPort(), what, demoKey);
    }

    /** Nothing of OpenTelemetry is loaded unless its environment variables name a collector. */
    private Optional<OpenTelemetrySpans> spans() {
        if (!OpenTelemetrySpans.wanted(environment)) {
            return Optional.empty();
        }
        try {
            return Optional.of(OpenTelemetrySpans.open());
        } catch (ConfigurationException wrong) {
            throw new CannotStart("OpenTelemetry cannot be set up: " + wrong.getMessage(), wrong);
        }
    }

    private static StoreAdapter memory(Optional<Path> data, boolean keysRequired) {
        return StoreAdapter.of(data.map(InMemoryStore::load).orElseGet(InMemoryStore::demo), keysRequired);
    }

    /** A JVM that a signal ends would exit with the signal's number; being asked to stop is no error. */
    private static void stop(
            FeatureStoreServer server, Optional<OpenTelemetrySpans> spans, Duration drain, PidFile pidFile) {
        LOG.info(
                "feature-store-server was told to stop: it drains for {} ms, then finishes the requests in flight",
                drain.toMillis());
        server.drain();
        try {
            Thread.sleep(drain.toMillis());
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        server.close();
        spans.ifPresent(OpenTelemetrySpans::close);
        pidFile.remove();
        // Lines are written as they are logged: none is lost by what follows.
        LOG.info("feature-store-server has stopped");
        Runtime.getRuntime().halt(ExitCode.STOPPED.number());
    }
}
