package dev.featurestore.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WebSettingsTest {
    @Test
    void defaultsAreThoseOfTheDocumentation() {
        WebSettings defaults = WebSettings.defaults();

        assertThat(defaults)
                .isEqualTo(new WebSettings(
                        "0.0.0.0",
                        4406,
                        new WebSettings.Options(false, false, false, false),
                        new WebSettings.Limits(64, 1024, 1024, 4_194_304, 16_384),
                        new WebSettings.Timeouts(
                                Duration.ofMillis(500),
                                Duration.ofMillis(300),
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(30),
                                Duration.ofSeconds(10)),
                        Optional.empty(),
                        new WebSettings.Observation(Optional.empty(), false, Duration.ofSeconds(1))));
    }

    @Test
    void valuesOutOfRangeAreNamed() {
        assertThatThrownBy(() -> WebSettings.defaults().at("x", 65_536))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("port: 65536 is not from 0 to 65535");
        assertThatThrownBy(() -> new WebSettings.Limits(0, 1, 1, 1, 1024))
                .hasMessage("threads: 0 is not from 1 to 10000");
        assertThatThrownBy(() -> new WebSettings.Timeouts(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        Duration.ZERO,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1)))
                .hasMessage("body: PT0S is not at least a millisecond");
    }
}
