package dev.featurestore.bootstrap;

import dev.featurestore.inmemory.DemoApiKeys;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Clients that ask for vectors without a pause until they are closed, and keep what they saw. */
final class Load implements AutoCloseable {
    static final String BODY =
            "{\"featureStoreName\":\"fraud\",\"featureViewName\":\"fraud_model\",\"featureViewVersion\":1,"
                    + "\"entries\":{\"tx_id\":5001,\"customer_id\":1,\"merchant_id\":\"grocer-12\"}}";

    private final List<Answer> answers = Collections.synchronizedList(new ArrayList<>());
    private final ExecutorService clients;
    private final String endpoint;
    private final String body;
    private volatile boolean stopped;

    /** An answer, when it came (by {@link System#nanoTime}), and how long it took; status 0: the connection broke. */
    record Answer(int status, boolean saysWhenToRetry, long at, Duration took) {}

    /** Asks for single vectors. */
    Load(int port, int threads) {
        this(port, threads, "feature_store", BODY);
    }

    Load(int port, int threads, String endpoint, String body) {
        this.endpoint = endpoint;
        this.body = body;
        clients = Executors.newFixedThreadPool(threads);
        for (int i = 0; i < threads; i++) {
            clients.execute(() -> ask(new Client(port)));
        }
    }

    private void ask(Client client) {
        while (!stopped) {
            answers.add(answer(client));
        }
    }

    private Answer answer(Client client) {
        long start = System.nanoTime();
        int status = 0;
        boolean saysWhenToRetry = false;
        try {
            HttpResponse<String> response = client.post("/0.1.0/" + endpoint, DemoApiKeys.MAIN, body);
            status = response.statusCode();
            saysWhenToRetry = response.headers().firstValue("Retry-After").isPresent();
        } catch (UncheckedIOException broken) {
            // Says status 0.
        }
        long end = System.nanoTime();
        return new Answer(status, saysWhenToRetry, end, Duration.ofNanos(end - start));
    }

    List<Answer> answers() {
        synchronized (answers) {
            return List.copyOf(answers);
        }
    }

    /** Waits until so many answers have come. */
    void awaitAnswers(int wanted, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (answers.size() < wanted) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError(answers.size() + " answers of " + wanted + " within " + patience);
            }
            Thread.sleep(10);
        }
    }

    /** The answers that have come since that moment. */
    List<Answer> since(long nanoTime) {
        return answers().stream().filter(answer -> answer.at() - nanoTime > 0).toList();
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        clients.shutdown();
        if (!clients.awaitTermination(10, TimeUnit.SECONDS)) {
            throw new AssertionError("a client still waits for its answer");
        }
    }
}
