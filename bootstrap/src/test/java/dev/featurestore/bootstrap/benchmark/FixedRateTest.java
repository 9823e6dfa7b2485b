package dev.featurestore.bootstrap.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.bootstrap.benchmark.FixedRate.Seen;
import io.javalin.Javalin;
import io.javalin.http.HandlerType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FixedRateTest {
    private Javalin server;
    private String url;

    /** Takes half a second for its first answer. */
    @BeforeEach
    void start() {
        AtomicInteger answered = new AtomicInteger();
        server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.routes.addHttpHandler(HandlerType.POST, "/", context -> {
                Thread.sleep(answered.getAndIncrement() == 0 ? 500 : 0);
                context.result("{}");
            });
        });
        server.start("localhost", 0);
        url = "http://localhost:" + server.port() + "/";
    }

    /** 100 a second for a second, over one connection: 40 of them were due more than 0.1 s before the first answer. */
    @Test
    void requestsThatWereDueWhileOneWasSlowCountAsLate() throws Exception {
        FixedRate load = FixedRate.load(url, List.of(new Bodies.Sent("key", "{}")), 1);

        Seen seen = load.run(100, Duration.ofSeconds(1));

        assertThat(seen.latencies().getTotalCount()).isEqualTo(100);
        assertThat(seen.latencies().getMaxValue()).isGreaterThan(490_000);
        assertThat(seen.latencies().getCountBetweenValues(100_000, 60_000_000)).isGreaterThanOrEqualTo(40);
    }

    @AfterEach
    void stop() {
        server.stop();
    }
}
