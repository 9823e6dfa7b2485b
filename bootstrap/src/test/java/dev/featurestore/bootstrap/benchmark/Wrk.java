package dev.featurestore.bootstrap.benchmark;

import dev.featurestore.bootstrap.benchmark.Bodies.Sent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The load generator {@code wrk} (Debian package of that name), a process of its own: keeps connections busy with POSTs. */
final class Wrk {
    private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in ");
    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([\\d.]+)");
    private static final Pattern BAD = Pattern.compile("Non-2xx or 3xx responses: (\\d+)|Socket errors: (.*)");

    private final Path script;

    private Wrk(Path script) {
        this.script = script;
    }

    /** What a run did. */
    record Run(long requests, double rate) {}

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
        Path script = temporary(".lua");
        Files.writeString(script, """
                local requests = {}
                local next = 0
                function init(args)
                  for line in io.lines("%s") do
                    local key, body = line:match("([^\\t]*)\\t(.*)")
                    local headers = {["Content-Type"] = "application/json", ["X-API-KEY"] = key}
                    requests[#requests + 1] = wrk.format("POST", nil, headers, body)
                  end
                end
                function request()
                  next = next %% #requests + 1
                  return requests[next]
                end
                """.formatted(file(requests)));
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
        return new Run(Long.parseLong(requests.group(1)), Double.parseDouble(rate.group(1)));
    }
}
