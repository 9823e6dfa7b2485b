package dev.featurestore.bootstrap.benchmark;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The yardsticks: endpoints on the same HTTP stack that do no more than they must. {@code /trivial} always gives the
 * same bytes; {@code /vector/...} and {@code /batch/...} read the same rows over the bare driver and write the same
 * answer, without API key, metadata, validation, access or log. The rows must be there.
 */
final class MinimalServer implements AutoCloseable {
    private final Javalin javalin;

    MinimalServer(PlainJdbc jdbc, String trivialAnswer) {
        byte[] trivial = trivialAnswer.getBytes(StandardCharsets.UTF_8);
        javalin = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.startup.startupWatcherEnabled = false;
            config.http.defaultContentType = "application/json";
            config.http.compressionStrategy = CompressionStrategy.NONE;
            config.http.maxRequestSize = 10_000_000;
            config.jetty.threadPool = new QueuedThreadPool(80, 8, 60_000);
            config.routes.addHttpHandler(HandlerType.POST, "/trivial", context -> {
                read(context);
                send(context, trivial);
            });
            for (View view : List.of(View.ONE, View.THREE, View.COMPOSITE, View.EMBEDDING)) {
                MinimalVector vector = new MinimalVector(jdbc, view.left(), List.of(Query.joined(view)));
                MinimalBatch batch = new MinimalBatch(jdbc, view);
                config.routes.addHttpHandler(HandlerType.POST, "/vector/" + view.name(), answering(vector::answer));
                config.routes.addHttpHandler(HandlerType.POST, "/batch/" + view.name(), answering(batch::answer));
            }
            MinimalVector inTurn = new MinimalVector(jdbc, View.THREE.left(), Query.inTurn(View.THREE));
            config.routes.addHttpHandler(HandlerType.POST, "/in-turn/three", answering(inTurn::answer));
        });
        javalin.start("localhost", 0);
    }

    /** Makes an answer of a request. */
    private interface Endpoint {
        byte[] answer(byte[] request) throws Exception;
    }

    String url(String path) {
        return "http://localhost:" + javalin.port() + path;
    }

    private static Handler answering(Endpoint endpoint) {
        return context -> send(context, endpoint.answer(read(context)));
    }

    private static byte[] read(Context context) throws IOException {
        return context.req().getInputStream().readAllBytes();
    }

    private static void send(Context context, byte[] body) throws IOException {
        context.res().setContentType("application/json");
        context.res().setContentLength(body.length);
        context.res().getOutputStream().write(body);
    }

    @Override
    public void close() {
        javalin.stop();
    }
}
