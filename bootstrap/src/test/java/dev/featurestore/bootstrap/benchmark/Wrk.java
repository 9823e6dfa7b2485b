package dev.featurestore.bootstrap.benchmark;

import dev.featurestore.bootstrap.benchmark.Bodies.Sent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The load generator {@code wrk} (Debian package of that name), a process of its own: keeps connections busy with
 * POSTs.
 */
final class Wrk {
    private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in ");
    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([\\d.]+)");
    private static final Pattern PERCENTILE = Pattern.compile(" (50|99)% +([\\d.]+)(us|ms|s|m)");
    private static final Map<String, Double> MILLIS = Map.of("us", 1e-3, "ms", 1.0, "s", 1e3, "m", 6e4);
    private static final Pattern BAD = Pattern.compile("Non-2xx or 3xx responses: (\\d+)|Socket errors: (.*)");

    private final Path script;

    private Wrk(Path script) {
        this.script = script;
    }

    /**
     * What a run did.
     *
     * @param p50 median latency in milliseconds, from when a request was sent; {@code NaN} if nobody took it
     * @param p99 99th percentile, likewise
     */
    record Run(long requests, double rate, double p50, double p99) {
        static Run untimed(long requests, double rate) {
            return new Run(requests, rate, Double.NaN, Double.NaN);
        }
    }

    /** Whether there is such a program. */
    static boolean isInstalled() {
        try {
            Process process =
                    new ProcessBuilder("wrk", "-v").redirectErrorStream(true).start();
            process.getInputStream().readAllBytes();
            return true;
        } catch (IOException missing) {
            return false;
        }
    }

    /** A load that sends these requests in turn. */
    static Wrk posting(List<Sent> requests) throws IOException {
        return posting(requests, "");
    }

    /** The same, of a client that takes compressed answers. */
    static Wrk postingForGzip(List<Sent> requests) throws IOException {
        return posting(requests, ", [\"Accept-Encoding\"] = \"gzip\"");
    }

    private static Wrk posting(List<Sent> requests, String moreHeaders) throws IOException {
        Path script = temporary(".lua");
        Files.writeString(script, """
                local requests = {}
                local next = 0
                function init(args)
                  for line in io.lines("%s") do
                    local key, body = line:match("([^\\t]*)\\t(.*)")
                    local headers = {["Content-Type"] = "application/json", ["X-API-KEY"] = key%s}
                    requests[#requests + 1] = wrk.format("POST", nil, headers, body)
                  end
                end
                function request()
                  next = next %% #requests + 1
                  return requests[next]
                end
                """.formatted(file(requests), moreHeaders));
        return new Wrk(script);
    }

    /** A file of requests, one a line: the key, a tab, the body. */
    static Path file(List<Sent> requests) throws IOException {
        return Files.write(
                temporary(".txt"),
                requests.stream()
                        .map(request -> request.apiKey() + "\t" + request.body())
                        .toList());
    }

    private static Path temporary(String suffix) throws IOException {
        Path file = Files.createTempFile("load", suffix);
        file.toFile().deleteOnExit();
        return file;
    }

    /**
     * Runs the load.
     *
     * @throws IllegalStateException if an answer was not a success, for then the rate means nothing
     */
    Run run(String url, int connections, Duration duration) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "wrk",
                        "-t1",
                        "--latency",
                        "-c" + connections,
                        "-d" + duration.toSeconds() + "s",
                        "-s",
                        script.toString(),
                        url)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        Matcher bad = BAD.matcher(output);
        Matcher requests = REQUESTS.matcher(output);
        Matcher rate = RATE.matcher(output);
        if (bad.find() || !requests.find() || !rate.find()) {
            throw new IllegalStateException("wrk " + url + ": " + output);
        }
        Map<String, Double> percentiles = percentiles(output);
        return new Run(
                Long.parseLong(requests.group(1)),
                Double.parseDouble(rate.group(1)),
                percentiles.get("50"),
                percentiles.get("99"));
    }

    /** Milliseconds by percentile: those of 50 and 99. */
    static Map<String, Double> percentiles(String output) {
        return PERCENTILE
                .matcher(output)
                .results()
                .collect(Collectors.toMap(
                        found -> found.group(1),
                        found -> Double.parseDouble(found.group(2)) * MILLIS.get(found.group(3))));
    }
}
