package dev.featurestore.bootstrap;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.featurestore.web.exchange.AccessLogLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The log as JSON: one object per line. Each field of a request's line is a member of its object. Thread-safe. */
final class JsonLines extends EncoderBase<ILoggingEvent> {
    private static final byte[] NOTHING = {};

    private final JsonFactory factory = new JsonFactory();

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        try (JsonGenerator json = factory.createGenerator(line)) {
            json.writeStartObject();
            write(event, json);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        line.write('\n');
        return line.toByteArray();
    }

    private static void write(ILoggingEvent event, JsonGenerator json) throws IOException {
        json.writeStringField("time", event.getInstant().toString());
        json.writeStringField("level", event.getLevel().toString());
        json.writeStringField("logger", event.getLoggerName());
        Optional<AccessLogLine> request = request(event);
        json.writeStringField(
                "message",
                request.map(line -> event.getMessage().replace("{}", line.what()))
                        .orElseGet(event::getFormattedMessage));
        if (request.isPresent()) {
            for (Map.Entry<String, Object> field : request.get().fields().entrySet()) {
                if (field.getValue() instanceof Number number) {
                    json.writeNumberField(field.getKey(), number.longValue());
                } else if (!field.getValue().equals("-")) {
                    json.writeStringField(field.getKey(), field.getValue().toString());
                }
            }
        }
        @Nullable IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            json.writeStringField("exception", ThrowableProxyUtil.asString(thrown));
        }
    }

    private static Optional<AccessLogLine> request(ILoggingEvent event) {
        Object @Nullable [] arguments = event.getArgumentArray();
        return arguments != null && arguments.length == 1 && arguments[0] instanceof AccessLogLine line
                ? Optional.of(line)
                : Optional.empty();
    }
}
