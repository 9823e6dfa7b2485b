package dev.featurestore.bootstrap.compare;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code compare}: shows, before clients are moved to another server, whether they would notice. */
@Command(
        name = "feature-store-server compare",
        header = "Sends recorded requests to two servers, and tells what differs in their answers.",
        description = {"", "The requests are those that a server records (Log.RequestFilePath).", ""},
        footer = {
            "",
            "Without --api-key-file the API key is that of the variable FEATURE_STORE_API_KEY,",
            "if it is set.",
            "",
            "Exit codes: 0 nothing differs that matters, 1 something does, 2 nothing was",
            "compared."
        },
        usageHelpAutoWidth = true,
        sortOptions = false)
public final class CompareCommand {
    private static final int SAME = 0;
    private static final int DIFFERENT = 1;
    private static final int NOT_COMPARED = 2;
    private static final String KEY_VARIABLE = "FEATURE_STORE_API_KEY";
    private static final int UNAUTHORIZED = 401;
    /** The code, with the same status, of a request for what the key's owner may not read: the key itself is well. */
    private static final int ACCESS_DENIED = 17;

    @Option(names = "--from", required = true, paramLabel = "URL", description = "the server that is right")
    private URI from = URI.create("");

    @Option(names = "--to", required = true, paramLabel = "URL", description = "the server that is to do the same")
    private URI to = URI.create("");

    @Option(names = "--requests", required = true, paramLabel = "FILE", description = "the requests, one a line")
    private Path requests = Path.of("");

    @Option(names = "--api-key-file", paramLabel = "FILE", description = "a file with the API key")
    private Optional<Path> apiKeyFile = Optional.empty();

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            defaultValue = "4",
            description = "requests at the same time, 1 to 64; default: ${DEFAULT-VALUE}")
    private int concurrency;

    @Option(
            names = "--timeout",
            paramLabel = "MS",
            defaultValue = "5000",
            description = "to wait for an answer; default: ${DEFAULT-VALUE}")
    private int timeout;

    @Option(names = "--help", usageHelp = true, description = "print this text and exit")
    private boolean help;

    private CompareCommand() {}

    /**
     * Does what these arguments say, without the word {@code compare}.
     *
     * @return the exit code
     */
    public static int run(List<String> arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        CompareCommand command = new CompareCommand();
        CommandLine line = new CommandLine(command);
        try {
            line.parseArgs(arguments.toArray(String[]::new));
            if (command.help) {
                line.usage(out);
                return SAME;
            }
            return command.compare(environment, out);
        } catch (ParameterException wrong) {
            err.println("compare: " + wrong.getMessage() + " (compare --help lists the options)");
        } catch (CannotCompare problem) {
            err.println("compare: " + problem.getMessage());
        }
        return NOT_COMPARED;
    }

    private int compare(Map<String, String> environment, PrintStream out) {
        require(concurrency >= 1 && concurrency <= 64, "--concurrency: must be from 1 to 64, not " + concurrency);
        require(timeout >= 1, "--timeout: must be at least 1, not " + timeout);
        Optional<String> key = apiKey(environment);
        ComparedServer right = server("--from", from, key);
        ComparedServer other = server("--to", to, key);
        List<RecordedRequest> all = RecordedRequest.readAll(requests);
        requireAnswers(right, all.get(0));
        requireAnswers(other, all.get(0));
        Report report = new Report();
        long start = System.nanoTime();
        sendAll(all, right, other, report);
        report.print(out, right.url(), other.url(), System.nanoTime() - start);
        return report.differs() ? DIFFERENT : SAME;
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new CannotCompare(message);
        }
    }

    private Optional<String> apiKey(Map<String, String> environment) {
        if (apiKeyFile.isEmpty()) {
            String key = environment.getOrDefault(KEY_VARIABLE, "").strip();
            return key.isEmpty() ? Optional.empty() : Optional.of(checked(key, KEY_VARIABLE + " holds"));
        }
        Path file = apiKeyFile.get();
        try {
            return Optional.of(checked(Files.readString(file).strip(), "--api-key-file: " + file + " holds"));
        } catch (IOException unreadable) {
            throw new CannotCompare("--api-key-file: cannot read " + file);
        }
    }

    /** What is no header could not be sent; no message shows what was read. */
    private static String checked(String key, String source) {
        boolean sane = !key.isEmpty() && key.chars().allMatch(c -> c > ' ' && c <= '~');
        require(sane, source + " no API key, which is one line of printable ASCII without blanks");
        return key;
    }

    private ComparedServer server(String option, URI url, Optional<String> key) {
        boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        require(http && url.getHost() != null, option + ": must be a URL such as http://host:4406, not " + url);
        return new ComparedServer(url, key, Duration.ofMillis(timeout));
    }

    /** Finds out at once what would make every request fail. */
    private static void requireAnswers(ComparedServer server, RecordedRequest request) {
        Answer answer = server.ask(request);
        require(answer.came(), server.url() + ": " + answer.body());
        boolean keyTaken = answer.status() != UNAUTHORIZED || answer.code() == ACCESS_DENIED;
        require(keyTaken, server.url() + " does not take the API key");
    }

    private void sendAll(List<RecordedRequest> all, ComparedServer right, ComparedServer other, Report report) {
        ExecutorService workers = Executors.newFixedThreadPool(concurrency);
        for (RecordedRequest request : all) {
            workers.execute(() -> send(request, right, other, report));
        }
        workers.shutdown();
        try {
            while (!workers.awaitTermination(1, TimeUnit.HOURS)) {
                // as long as it takes: each request has a time-out
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            workers.shutdownNow();
        }
    }

    /** Every other request goes to the other server first: what the first answer warms up serves them alike. */
    private static void send(RecordedRequest request, ComparedServer right, ComparedServer other, Report report) {
        if (request.line() % 2 == 0) {
            Answer from = right.ask(request);
            report.add(request, from, other.ask(request));
        } else {
            Answer to = other.ask(request);
            report.add(request, right.ask(request), to);
        }
    }
}
