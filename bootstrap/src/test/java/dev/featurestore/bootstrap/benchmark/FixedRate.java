package dev.featurestore.bootstrap.benchmark;

import dev.featurestore.bootstrap.benchmark.Bodies.Sent;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Sends requests at fixed times, whether or not the earlier ones have been answered, and says how long after it was due
 * each was answered; a program of its own. Requests are due on one connection after the other. A slow answer makes the
 * next requests of its connection late, and that counts as theirs.
 *
 * <p>Why not a known one: {@code wrk} sends when the last answer has come, and so leaves out just those requests that
 * would have had to wait (coordinated omission). Hyperfoil 0.25.2, the newest on Maven Central, has an open model, but
 * counts from when a request was sent (its issue 358), and needs other versions of Jackson and HdrHistogram than this
 * build has.
 */
final class FixedRate {
    private static final long MAX_MICROS = 60_000_000;

    private final URI url;
    private final List<byte[]> requests;
    private final int connections;

    private FixedRate(URI url, List<byte[]> requests, int connections) {
        this.url = url;
        this.requests = requests;
        this.connections = connections;
    }

    /**
     * What was seen in a run.
     *
     * @param latencies in microseconds
     */
    record Seen(Histogram latencies, double seconds) {
        double rate() {
            return latencies.getTotalCount() / seconds;
        }
    }

    /**
     * Arguments: URL, file of requests, requests a second (0: as fast as it goes), connections, seconds to warm up,
     * seconds.
     */
    public static void main(String[] arguments) throws Exception {
        List<Sent> requests = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(arguments[1]))) {
            int tab = line.indexOf('\t');
            requests.add(new Sent(line.substring(0, tab), line.substring(tab + 1)));
        }
        double rate = Double.parseDouble(arguments[2]);
        FixedRate load = load(arguments[0], requests, Integer.parseInt(arguments[3]));
        load.run(rate, Duration.ofSeconds(Long.parseLong(arguments[4])));
        Seen seen = load.run(rate, Duration.ofSeconds(Long.parseLong(arguments[5])));
        System.out.println(seen.seconds() + " " + encoded(seen.latencies()));
    }

    static FixedRate load(String url, List<Sent> requests, int connections) {
        URI target = URI.create(url);
        return new FixedRate(
                target,
                requests.stream()
                        .map(sent -> KeepAlive.request(target, sent.apiKey(), sent.body()))
                        .toList(),
                connections);
    }

    /** Runs it as a process. */
    static Seen process(String url, Path requests, double rate, int connections, Duration warmUp, Duration duration)
            throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        // Little code and little garbage: no cores for compiling and collecting.
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FixedRate.class.getName(),
                        url,
                        requests.toString(),
                        Double.toString(rate),
                        Integer.toString(connections),
                        Long.toString(warmUp.toSeconds()),
                        Long.toString(duration.toSeconds()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("load of " + url + " failed");
        }
        int space = said.indexOf(' ');
        return new Seen(decoded(said.substring(space + 1)), Double.parseDouble(said.substring(0, space)));
    }

    /** Sends all that is due within a while, however late, over new connections; rate 0: as much as it can. */
    Seen run(double rate, Duration duration) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        long start = System.nanoTime() + Duration.ofMillis(50).toNanos();
        try {
            List<Callable<Histogram>> parts = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                int first = i;
                parts.add(() -> rate == 0
                        ? withoutPause(first, start + duration.toNanos())
                        : onTime(first, start, 1e9 / rate, duration));
            }
            Histogram all = new Histogram(MAX_MICROS, 3);
            for (Future<Histogram> part : threads.invokeAll(parts)) {
                all.add(part.get());
            }
            return new Seen(all, (System.nanoTime() - start) / 1e9);
        } finally {
            threads.shutdown();
        }
    }

    private Histogram onTime(int first, long start, double pause, Duration duration) throws Exception {
        Histogram latencies = new Histogram(MAX_MICROS, 3);
        try (KeepAlive connection = new KeepAlive(url)) {
            for (long i = first; i * pause < duration.toNanos(); i += connections) {
                long due = start + (long) (i * pause);
                for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                connection.send(requests.get((int) (i % requests.size())));
                record(latencies, System.nanoTime() - due);
            }
        }
        return latencies;
    }

    private Histogram withoutPause(int first, long end) throws Exception {
        Histogram latencies = new Histogram(MAX_MICROS, 3);
        try (KeepAlive connection = new KeepAlive(url)) {
            long sent = System.nanoTime();
            for (int i = first; sent - end < 0; i += connections) {
                connection.send(requests.get(i % requests.size()));
                long answered = System.nanoTime();
                record(latencies, answered - sent);
                sent = answered;
            }
        }
        return latencies;
    }

    private static void record(Histogram latencies, long nanos) {
        latencies.recordValue(Math.min(nanos / 1000, MAX_MICROS));
    }

    static String encoded(Histogram histogram) {
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoByteBuffer(buffer);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
    }

    static Histogram decoded(String text) {
        return Histogram.decodeFromByteBuffer(
                ByteBuffer.wrap(Base64.getDecoder().decode(text)), 0);
    }
}
