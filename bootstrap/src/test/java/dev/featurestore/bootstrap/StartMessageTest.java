package dev.featurestore.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.web.WebSettings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartMessageTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, localhost",
        "[::], localhost",
        "::1, [::1]",
        "[::1], [::1]",
        "10.0.0.7, 10.0.0.7",
    })
    void whatIsPrintedToTryCanBePasted(String host, String inUrl) {
        print(WebSettings.defaults().at(host, 0));

        assertThat(printed()).contains("curl -s http://" + inUrl + ":4411/0.1.0/feature_store ");
    }

    private void print(WebSettings web) {
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        StartMessage.print(stream, web, 4411, "serving sample data", Optional.of("the.key"));
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
