package dev.featurestore.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.featurestore.bootstrap.config.LogSettings;
import dev.featurestore.web.WebSettings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

class StartMessageTest {
    private static final Logger LOG = (Logger) LoggerFactory.getLogger(StartMessage.class);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private Optional<Integer> metricsPort = Optional.empty();
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, localhost",
        "[::], localhost",
        "::1, [::1]",
        "[::1], [::1]",
        "10.0.0.7, 10.0.0.7",
    })
    void whatIsPrintedToTryCanBePasted(String host, String inUrl) {
        print(LogSettings.Format.TEXT, Optional.empty(), WebSettings.defaults().at(host, 0));

        assertThat(printed()).contains("curl -s http://" + inUrl + ":4411/0.1.0/feature_store ");
    }

    @BeforeEach
    void readTheLog() {
        LOG.setLevel(Level.INFO);
        LOG.addAppender(lines);
        lines.start();
    }

    @AfterEach
    void leaveTheLog() {
        LOG.detachAppender(lines);
        LOG.setLevel(null);
    }

    @Test
    void whereJsonGoesToStandardOutputItIsALineOfTheLog() {
        print(LogSettings.Format.JSON, Optional.empty(), WebSettings.defaults());

        assertThat(printed()).isEmpty();
        assertThatOneLineIsLogged();
    }

    @Test
    void whereTextGoesToStandardOutputItIsNotThereTwice() {
        print(LogSettings.Format.TEXT, Optional.empty(), WebSettings.defaults());

        assertThat(printed()).containsOnlyOnce("listens on 0.0.0.0 port 4411");
        assertThat(lines.list).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whereTheLogGoesToAFileItIsForPeopleAndALineOfTheLog(LogSettings.Format format) {
        print(format, Optional.of(Path.of("server.log")), WebSettings.defaults());

        assertThat(printed()).contains("listens on 0.0.0.0 port 4411", "Try it:");
        assertThatOneLineIsLogged();
    }

    @Test
    void portOfMetricsIsNamed() {
        metricsPort = Optional.of(4412);

        print(LogSettings.Format.TEXT, Optional.empty(), WebSettings.defaults());

        assertThat(printed()).contains(" port 4411, for metrics on port 4412, serving sample data");
    }

    private void assertThatOneLineIsLogged() {
        assertThat(lines.list)
                .singleElement()
                .satisfies(line -> assertThat(line.getFormattedMessage())
                        .startsWith("feature-store-server ")
                        .endsWith(" listens on 0.0.0.0 port 4411, serving sample data"));
    }

    private void print(LogSettings.Format format, Optional<Path> file, WebSettings web) {
        LogSettings log = new LogSettings(
                LogSettings.Level.INFO, format, file, 1, 1, 1, Optional.empty(), LogSettings.RequestValues.PLAIN);
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        StartMessage.print(stream, log, web, 4411, metricsPort, "serving sample data", Optional.of("the.key"));
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
