package dev.featurestore.bootstrap.benchmark;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The yardsticks: endpoints on the same HTTP stack that do no more than they must. {@code /trivial} always gives the same
 * bytes; {@code /one} and {@code /three} read the same rows over the bare driver and write the same vector, without API
 * key, metadata, validation, access or log.
 */
final class MinimalServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();

    private final Javalin javalin;

    MinimalServer(PlainJdbc jdbc, String trivialAnswer) {
        byte[] trivial = trivialAnswer.getBytes(StandardCharsets.UTF_8);
        javalin = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.startup.startupWatcherEnabled = false;
            config.http.defaultContentType = "application/json";
            config.http.compressionStrategy = io.javalin.compression.CompressionStrategy.NONE;
            config.jetty.threadPool = new QueuedThreadPool(80, 8, 60_000);
            config.routes.addHttpHandler(HandlerType.POST, "/trivial", context -> {
                context.req().getInputStream().readAllBytes();
                send(context, trivial);
            });
            config.routes.addHttpHandler(
                    HandlerType.POST,
                    "/one",
                    context -> vector(context, jdbc, PlainJdbc.ONE, 1, BenchmarkData.DOUBLES));
            config.routes.addHttpHandler(
                    HandlerType.POST,
                    "/three",
                    context -> vector(context, jdbc, PlainJdbc.THREE, 3, 3 * BenchmarkData.DOUBLES));
        });
        javalin.start("localhost", 0);
    }

    int port() {
        return javalin.port();
    }

    private static void send(Context context, byte[] body) throws IOException {
        context.res().setContentType("application/json");
        context.res().setContentLength(body.length);
        context.res().getOutputStream().write(body);
    }

    private static void vector(Context context, PlainJdbc jdbc, String sql, int parameters, int doubles)
            throws IOException, SQLException {
        JsonNode request = JSON.readTree(context.req().getInputStream().readAllBytes());
        long id = request.get("entries").get("id").longValue();
        ByteArrayOutputStream out = new ByteArrayOutputStream(2048);
        try (Connection connection = jdbc.connection();
                PreparedStatement statement = connection.prepareStatement(sql);
                JsonGenerator json = FACTORY.createGenerator(out)) {
            for (int i = 1; i <= parameters; i++) {
                statement.setLong(i, id);
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                json.writeStartObject();
                json.writeArrayFieldStart("features");
                json.writeNumber(row.getLong(1));
                for (int i = 0; i < doubles; i++) {
                    json.writeNumber(row.getDouble(i + 2));
                }
                json.writeEndArray();
                json.writeNullField("metadata");
                json.writeStringField("status", "COMPLETE");
                json.writeNullField("detailedStatus");
                json.writeEndObject();
            }
        }
        send(context, out.toByteArray());
    }

    @Override
    public void close() {
        javalin.stop();
    }
}
