package dev.featurestore.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class JsonLinesTest {
    private static final LoggerContext CONTEXT = new LoggerContext();

    @Test
    void anEventIsOneLineWhateverIsInIt() throws IOException {
        LoggingEvent event = event("two\nlines of \"{}\"", null, "text");

        String line = new String(new JsonLines().encode(event), UTF_8);

        assertThat(line).endsWith("}\n").doesNotContain("\n{");
        assertThat(line.lines()).hasSize(1);
        JsonNode json = new ObjectMapper().readTree(line);
        assertThat(json.get("message").textValue()).isEqualTo("two\nlines of \"text\"");
        assertThat(json.get("level").textValue()).isEqualTo("WARN");
        assertThat(json.get("logger").textValue()).isEqualTo("some.logger");
        assertThat(json.has("exception")).isFalse();
    }

    @Test
    void anExceptionStandsInAMemberOfItsOwn() throws IOException {
        LoggingEvent event = event("failed", new IllegalStateException("why"));

        JsonNode json = new ObjectMapper().readTree(new JsonLines().encode(event));

        assertThat(json.get("exception").textValue()).startsWith("java.lang.IllegalStateException: why");
    }

    private static LoggingEvent event(String message, Throwable thrown, Object... arguments) {
        return new LoggingEvent("", CONTEXT.getLogger("some.logger"), Level.WARN, message, thrown, arguments);
    }
}
