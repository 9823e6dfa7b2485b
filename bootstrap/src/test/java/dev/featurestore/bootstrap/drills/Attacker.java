package dev.featurestore.bootstrap.drills;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Sends what no client would, over raw connections, from threads of its own until it is closed. */
final class Attacker implements AutoCloseable {
    private static final int PART = 64 * 1024;
    private static final int WRITERS = 4;

    private final int port;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Socket> open = new ArrayList<>();
    private final Map<String, Integer> answers = new ConcurrentHashMap<>();
    private final LongAdder sent = new LongAdder();
    private volatile boolean stopped;

    Attacker(int port) {
        this.port = port;
    }

    /** The first lines of the answers, and how often each came. */
    Map<String, Integer> answers() {
        return Map.copyOf(answers);
    }

    /** How many answers of that status have come. */
    int answers(int status) {
        return answers.getOrDefault("HTTP/1.1 " + status, 0);
    }

    /** How many connections are open. */
    int connections() {
        synchronized (open) {
            return open.size();
        }
    }

    /** How many bytes have been taken from it. */
    long sent() {
        return sent.sum();
    }

    /** Connections that each send all of a body but its last byte, as far as the server takes it, and are left open. */
    void leaveBodiesUnfinished(int connections, int length, String key) {
        inThreads(WRITERS, thread -> {
            for (int i = thread; i < connections && !stopped; i += WRITERS) {
                Socket socket = connect();
                try {
                    write(socket, head(length, key));
                    byte[] part = new byte[PART];
                    for (int left = length - 1; left > 0; left -= part.length) {
                        write(socket, part, Math.min(left, part.length));
                    }
                    if (key.isEmpty() || socket.getInputStream().available() > 0) { // it is refused before its end
                        answers.merge(firstLine(socket.getInputStream()), 1, Integer::sum);
                    }
                } catch (IOException refused) {
                    // The server has answered, and takes no more.
                    answers.merge("connection reset", 1, Integer::sum);
                }
            }
        });
    }

    /** The same request again and again, each time over a connection of its own. */
    void repeat(int clients, byte[] body, String key) {
        inThreads(clients, thread -> {
            while (!stopped) {
                Socket socket = connect();
                try {
                    write(socket, head(body.length, key));
                    write(socket, body, body.length);
                    count(socket.getInputStream());
                } catch (IOException refused) {
                    answers.merge("connection reset", 1, Integer::sum);
                } finally {
                    close(socket);
                }
            }
        });
    }

    /** Heads that grow by a byte now and then and never end. */
    void trickleHeads(int connections) {
        inThreads(1, thread -> {
            List<Socket> all = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                Socket socket = connect();
                write(socket, "POST /0.1.0/feature_store HTTP/1.1\r\nHost: x\r\nX-Long: ");
                all.add(socket);
            }
            while (!stopped) {
                for (Socket each : all) {
                    try {
                        write(each, "x");
                    } catch (IOException closed) {
                        // Its place is free for others.
                    }
                }
                Thread.sleep(200);
            }
        });
    }

    private void count(InputStream answer) throws IOException {
        String line = firstLine(answer);
        byte[] rest = new byte[PART];
        while (answer.read(rest) >= 0) {
            // All of it is taken in, as by a client.
        }
        answers.merge(line, 1, Integer::sum);
    }

    /** Without the words for the status, which nobody needs. */
    private static String firstLine(InputStream answer) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = answer.read(); next >= 0 && next != '\r'; next = answer.read()) {
            line.append((char) next);
        }
        return line.toString().replaceFirst("(?<= \\d{3}) .*", "");
    }

    private static String head(int length, String key) {
        return "POST /0.1.0/batch_feature_store HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: " + length
                + "\r\n" + (key.isEmpty() ? "" : "X-API-KEY: " + key + "\r\n") + "\r\n";
    }

    private void write(Socket socket, String text) throws IOException {
        write(socket, text.getBytes(StandardCharsets.US_ASCII), text.length());
    }

    private void write(Socket socket, byte[] bytes, int length) throws IOException {
        socket.getOutputStream().write(bytes, 0, length);
        sent.add(length);
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        synchronized (open) {
            open.add(socket);
        }
        return socket;
    }

    private void close(Socket socket) throws IOException {
        socket.close();
        synchronized (open) {
            open.remove(socket);
        }
    }

    private interface Work {
        void run(int thread) throws IOException, InterruptedException;
    }

    private void inThreads(int count, Work work) {
        for (int i = 0; i < count; i++) {
            int thread = i;
            threads.execute(() -> {
                try {
                    work.run(thread);
                } catch (IOException | InterruptedException ended) {
                    answers.merge(ended.toString(), 1, Integer::sum);
                }
            });
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        stopped = true;
        synchronized (open) {
            for (Socket each : open) {
                each.close();
            }
        }
        threads.shutdownNow();
        if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the attack does not end");
        }
    }
}
