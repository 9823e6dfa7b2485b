package dev.featurestore.bootstrap.benchmark;

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
    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([\\d.]+)");
    private static final Pattern BAD = Pattern.compile("Non-2xx or 3xx responses: (\\d+)|Socket errors: (.*)");

    private final Path script;

    private Wrk(Path script) {
        this.script = script;
    }

    /** A load that sends these bodies in turn. */
    static Wrk posting(List<String> bodies, String apiKey) throws IOException {
        Path bodiesFile = Files.createTempFile("bodies", ".txt");
        bodiesFile.toFile().deleteOnExit();
        Files.write(bodiesFile, bodies);
        Path script = Files.createTempFile("load", ".lua");
        script.toFile().deleteOnExit();
        Files.writeString(script, """
                wrk.method = "POST"
                wrk.headers["Content-Type"] = "application/json"
                wrk.headers["X-API-KEY"] = "%s"
                local requests = {}
                local next = 0
                function init(args)
                  for line in io.lines("%s") do
                    requests[#requests + 1] = wrk.format(nil, nil, nil, line)
                  end
                end
                function request()
                  next = next %% #requests + 1
                  return requests[next]
                end
                """.formatted(apiKey, bodiesFile));
        return new Wrk(script);
    }

    /**
     * Runs the load.
     *
     * @return requests a second
     * @throws IllegalStateException if an answer was not a success, for then the rate means nothing
     */
    double rate(String url, int connections, Duration duration) throws IOException, InterruptedException {
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
        Matcher rate = RATE.matcher(output);
        if (bad.find() || !rate.find()) {
            throw new IllegalStateException("wrk " + url + ": " + output);
        }
        return Double.parseDouble(rate.group(1));
    }
}
